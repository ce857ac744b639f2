package io.holdfast.api;

import static io.holdfast.TestServers.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What happened in a business, for those who ask. */
class EventsIT {
  private final Shop shop = Shop.open();
  private final FeedReader feed = new FeedReader(shop.admin());

  private List<JsonObject> events(int count) {
    awaitUntil(count + " events", () -> feed.read().size() >= count);
    assertThat(feed.read()).hasSize(count);
    return feed.read();
  }

  @Test
  void everyMovementIsToldAsItsOwnResourceShowsIt() {
    String wallet = shop.wallet(10_000);
    String debit =
        shop.admin()
            .post("/v1/debits", Shop.move(wallet, 2_500).put("reference", "sale-1"))
            .json(201)
            .getString("id");
    shop.admin().post("/v1/transactions/" + debit + "/refund", Shop.amount(500)).expect(201);
    shop.admin().post("/v1/adjustments", Shop.move(wallet, -100).put("note", "oops")).expect(201);
    shop.admin().post("/v1/credits", Shop.move(wallet, 200).put("type", "reward")).expect(201);
    List<JsonObject> events = events(6);
    assertThat(feed.types().get(0)).isEqualTo("wallet.created");
    for (JsonObject event : events.subList(1, 6)) {
      assertThat(event.getString("type")).isEqualTo("transaction.created");
      JsonObject data = event.getJsonObject("data");
      JsonObject transaction =
          shop.admin().get("/v1/transactions/" + data.getString("id")).json(200);
      assertThat(data).isEqualTo(transaction);
      assertThat(event.getString("created_at")).isEqualTo(data.getString("created_at"));
    }
    assertThat(events.subList(1, 6))
        .extracting(event -> event.getJsonObject("data").getString("type"))
        .containsExactly("deposit", "debit", "refund", "adjustment", "reward");
  }

  @Test
  void anAuthorizationIsToldAsItWasRightAfterEachChange() {
    String wallet = shop.wallet(10_000);
    String hold = shop.hold(wallet, 1_000);
    String path = "/v1/authorizations/" + hold;
    JsonObject created = shop.admin().get(path).json(200);
    JsonObject incremented = shop.admin().post(path + "/increment", Shop.amount(500)).json(200);
    JsonObject part =
        shop.admin().post(path + "/capture", Shop.amount(300).put("final", false)).json(200);
    JsonObject lessened = shop.admin().post(path + "/void", Shop.amount(200)).json(200);
    JsonObject captured = shop.admin().post(path + "/capture", Shop.amount(900)).json(200);
    List<JsonObject> events = events(9).subList(2, 9);
    assertThat(events)
        .extracting(event -> event.getString("type"))
        .containsExactly(
            "authorization.created",
            "authorization.incremented",
            "transaction.created",
            "authorization.partially_captured",
            "authorization.voided",
            "transaction.created",
            "authorization.captured");
    assertThat(events.stream().map(event -> event.getJsonObject("data")).toList())
        .containsSubsequence(created, incremented, part, lessened, captured);
    assertThat(events.get(2).getJsonObject("data").getString("authorization_id")).isEqualTo(hold);
    assertThat(events.get(5).getJsonObject("data").getLong("amount")).isEqualTo(-900);
  }

  @Test
  void anExpiryIsTold() {
    String wallet = shop.wallet(1_000);
    shop.admin()
        .post("/v1/authorizations", Shop.move(wallet, 100).put("expires_in", 1))
        .expect(201);
    JsonObject expired = events(4).get(3);
    assertThat(expired.getString("type")).isEqualTo("authorization.expired");
    assertThat(expired.getJsonObject("data").getString("status")).isEqualTo("expired");
    assertThat(expired.getJsonObject("data").getJsonObject("wallet").getLong("held")).isZero();
  }

  @Test
  void aWalletIsToldAsTheApiShowsIt() {
    String wallet = shop.wallet(0);
    JsonObject opened = shop.look(wallet);
    String path = "/v1/wallets/" + wallet;
    JsonObject limited =
        shop.admin().patch(path, new JsonObject().put("credit_limit", 700)).json(200);
    JsonObject frozen =
        shop.admin().patch(path, new JsonObject().put("status", "frozen")).json(200);
    JsonObject name = new JsonObject().put("client", new JsonObject().put("name", "Ada \"L\" é"));
    JsonObject renamed = shop.admin().patch(path, name).json(200);
    shop.admin().patch(path, name).expect(200); // The same name again is no change.
    assertThat(events(4).stream().map(event -> event.getJsonObject("data")).toList())
        .containsExactly(opened, limited, frozen, renamed);
    assertThat(feed.types())
        .containsExactly("wallet.created", "wallet.updated", "wallet.updated", "wallet.updated");
  }

  @Test
  void aClientRenamedByItsNextWalletIsToldInTheOtherOnes() {
    JsonObject opening = Shop.opening("cl_renamed", "USD");
    String first = shop.admin().post("/v1/wallets", opening).json(201).getString("id");
    opening.put("currency", "EUR").getJsonObject("client").put("name", "Ada Lovelace");
    shop.admin().post("/v1/wallets", opening).expect(201);
    JsonObject renamed = events(3).get(1);
    assertThat(renamed.getString("type")).isEqualTo("wallet.updated");
    assertThat(renamed.getJsonObject("data")).isEqualTo(shop.look(first));
  }

  @Test
  void whatDidNotHappenIsNotTold() {
    String wallet = shop.wallet(100);
    String key = Client.newKey();
    shop.admin().post("/v1/debits", key, Shop.move(wallet, 60)).expect(201);
    shop.admin().post("/v1/debits", key, Shop.move(wallet, 60)).expect(201);
    shop.admin().post("/v1/debits", Shop.move(wallet, 60)).expect(402);
    shop.admin()
        .post(
            "/v1/reversals",
            new JsonObject().put("wallet_id", wallet).put("idempotency_key", "never-seen"))
        .expect(200);
    shop.admin().post("/v1/credits", Shop.move(wallet, 1)).expect(201);
    assertThat(events(4))
        .extracting(event -> event.getJsonObject("data").getValue("amount"))
        .containsExactly(null, 100, -60, 1);
  }

  @Test
  void aCursorGoesOnWhereItEndedAndFiltersDoNotMoveIt() {
    String wallet = shop.wallet(1_000);
    for (int i = 0; i < 5; i++) {
      shop.hold(wallet, 10);
    }
    List<JsonObject> all = events(7);
    JsonObject piece = page("?limit=3");
    assertThat(piece.getJsonArray("data").getJsonObject(2)).isEqualTo(all.get(2));
    piece = page("?limit=3&after=" + piece.getString("next_cursor"));
    assertThat(piece.getJsonArray("data").getJsonObject(0)).isEqualTo(all.get(3));
    JsonObject only = page("?limit=2&types=authorization.*");
    assertThat(only.getJsonArray("data").getJsonObject(1)).isEqualTo(all.get(3));
    only = page("?limit=9&types=wallet.created,transaction.created");
    assertThat(only.getJsonArray("data")).hasSize(2);
    JsonObject end = page("?after=" + only.getString("next_cursor"));
    assertThat(end.getJsonArray("data")).isEmpty();
    assertThat(end.getString("next_cursor")).isEqualTo(only.getString("next_cursor"));
    shop.hold(wallet, 10);
    awaitUntil(
        "one more",
        () -> !page("?after=" + end.getString("next_cursor")).getJsonArray("data").isEmpty());
    assertThat(new HashSet<>(all.stream().map(event -> event.getString("id")).toList()))
        .hasSize(all.size());
  }

  @Test
  void aFeedIsOfOneBusiness() {
    shop.wallet(5);
    events(2);
    Shop other = Shop.open();
    JsonObject empty = other.admin().get("/v1/events").json(200);
    assertThat(empty.getJsonArray("data")).isEmpty();
    String cursor = page("?limit=1").getString("next_cursor");
    other.admin().get("/v1/events?after=" + cursor).problem(400, "invalid_request");
    Reply lost = shop.admin().get("/v1/events?after=" + UUID.randomUUID());
    lost.problem(400, "invalid_request");
    assertThat(lost.pointers()).containsExactly("after");
    shop.admin().get("/v1/events?types=Wallets").problem(400, "invalid_request");
    shop.admin().get("/v1/events?cursor=" + cursor).problem(400, "invalid_request");
    shop.with("view_reports").get("/v1/events").expect(200);
    shop.with("checkout", "gateway").get("/v1/events").problem(403, "forbidden");
  }

  private JsonObject page(String query) {
    return shop.admin().get("/v1/events" + query).json(200);
  }
}
