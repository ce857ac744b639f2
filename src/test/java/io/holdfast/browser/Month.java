package io.holdfast.browser;

import io.holdfast.api.Client;
import io.holdfast.api.Shop;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A shop with a month of trade behind it, at two locations, the same each time. */
final class Month {
  private static final List<String> CLIENTS =
      List.of(
          "Ada Byron", "Grace Hopper", "Katherine Johnson", "=1+1", "Mary Jackson", "Hedy Lamarr");
  private static final int SALES = 90;

  /** The journal is never changed, but by who owns the database and plays with the clock. */
  private static final String LONG_AGO =
      """
      DO $$
      BEGIN
        SET LOCAL session_replication_role = replica;
        UPDATE businesses SET created_at = now() - interval '40 days' WHERE number = %1$d;
        UPDATE journal j SET created_at = now() - interval '29 days' * (1 - o.place / o.places)
        FROM (
          SELECT wallet, sequence, count(*) OVER () + 0.0 AS places,
                 row_number() OVER (ORDER BY created_at, wallet, sequence) AS place
          FROM journal
          WHERE wallet IN (SELECT number FROM wallets WHERE business = %1$d)) o
        WHERE j.wallet = o.wallet AND j.sequence = o.sequence;
      END $$
      """;

  final Shop shop = Shop.open();
  final List<String> wallets = new ArrayList<>();
  final String harbour = shop.location("Harbour");
  final String station = shop.location("Station");

  private final Random random = new Random(7);

  Month() {
    for (int i = 0; i < CLIENTS.size(); i++) {
      JsonObject opening = Shop.opening("cl_" + (100 + i), "USD");
      opening.getJsonObject("client").put("name", CLIENTS.get(i));
      wallets.add(shop.admin().post("/v1/wallets", opening).json(201).getString("id"));
    }
    for (int i = 0; i < SALES; i++) {
      trade(i);
    }
    shop.service().sql(LONG_AGO.formatted(shop.number()));
  }

  private void trade(int number) {
    String wallet = wallets.get(random.nextInt(wallets.size()));
    Client till = shop.admin();
    JsonObject body =
        Shop.move(wallet, 500 + random.nextInt(9_500))
            .put("location_id", random.nextInt(3) == 0 ? station : harbour)
            .put("reference", "sale-" + (1_000 + number));
    switch (random.nextInt(6)) {
      case 0, 1 -> till.post("/v1/credits", body).expect(201);
      case 2 -> till.post("/v1/credits", body.put("type", "reward").put("amount", 500)).expect(201);
      case 3 -> till.post("/v1/authorizations", body.put("allow_partial", true));
      default -> till.post("/v1/debits", body.put("allow_partial", true));
    }
  }
}
