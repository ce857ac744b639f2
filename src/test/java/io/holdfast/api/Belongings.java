package io.holdfast.api;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One of everything that a business can have, by id.
 *
 * @param key under which the debit was made
 */
record Belongings(
    String wallet,
    String hold,
    String key,
    String debit,
    String location,
    String apiKey,
    String flow,
    String limit,
    String staff,
    String plan,
    String membership,
    String webhook,
    String imported,
    String deposit) {

  static Belongings of(Shop shop) {
    Client admin = shop.admin();
    String wallet = shop.wallet(1_000);
    String key = Client.newKey();
    Members members = new Members(shop);
    String plan = members.newPlan("month", 10);
    return new Belongings(
        wallet,
        shop.hold(wallet, 100),
        key,
        id(admin.post("/v1/debits", key, Shop.move(wallet, 10)).json(201)),
        shop.location("Main Street"),
        id(shop.key("checkout")),
        id(shop.flow("Fifth visit", "visit", 5, true)),
        id(admin.post("/v1/limits", hundredADay()).json(201)),
        id(shop.member("checkout")),
        plan,
        id(members.join(plan, Instant.now(), "external")),
        id(
            admin
                .post("/v1/webhook-endpoints", new JsonObject().put("url", "http://127.0.0.1:9/"))
                .json(201)),
        id(ImportsIT.send(shop, "client_reference,currency,balance\nc1,USD,5\n").json(202)),
        id(admin.post("/v1/deposits", Shop.move(wallet, 10)).json(201)));
  }

  private static JsonObject hundredADay() {
    return new JsonObject().put("scope", "wallet").put("window", "day").put("max_count", 100);
  }

  private static String id(JsonObject made) {
    return made.getString("id");
  }

  /** Ids of the same kinds that nobody has; the key as it is. */
  Belongings ofNobody() {
    return new Belongings(
        altered(wallet),
        altered(hold),
        key,
        altered(debit),
        altered(location),
        altered(apiKey),
        altered(flow),
        altered(limit),
        altered(staff),
        altered(plan),
        altered(membership),
        altered(webhook),
        altered(imported),
        altered(deposit));
  }

  private static String altered(String id) {
    UUID uuid = UUID.fromString(id);
    return new UUID(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits() ^ (1L << 40))
        .toString();
  }

  /** All of these ids. */
  List<String> ids() {
    return List.of(
        wallet,
        hold,
        debit,
        location,
        apiKey,
        flow,
        limit,
        staff,
        plan,
        membership,
        webhook,
        imported,
        deposit);
  }
}
