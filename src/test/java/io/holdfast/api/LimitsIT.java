package io.holdfast.api;

import static io.holdfast.api.Shop.amount;
import static io.holdfast.api.Shop.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.holdfast.wallet.Ids;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits: how much may be spent in a window of the calendar, and how often. */
final class LimitsIT {
  static final String USAGE_IS_NOT_ITS_CHARGES =
      """
      SELECT count(*) FROM limit_usage u JOIN limits l ON l.number = u.limit_number
      LEFT JOIN LATERAL (
        SELECT coalesce(sum(amount), 0) AS amount, coalesce(sum(count), 0) AS count
        FROM limit_charges c
        WHERE (c.limit_number, c.subject, c.starts_at) = (u.limit_number, u.subject, u.starts_at))
        AS c ON true
      WHERE u.count <> c.count
         OR u.amount <> CASE WHEN l.currency IS NULL THEN 0 ELSE c.amount END
      """;

  private final Shop shop = Shop.open();
  private final Client admin = shop.admin();

  @AfterEach
  void usageIsTheSumOfItsCharges() {
    assertThat(shop.service().sql(USAGE_IS_NOT_ITS_CHARGES)).isEqualTo(0L);
  }

  @Test
  void eachClientMaySpendSoMuchADay() {
    JsonObject limit = limit("wallet", "day").put("max_amount", 100).put("currency", "USD");
    String id = made(limit);
    String wallet = shop.wallet(1_000);
    debit(wallet, 60).expect(201);
    JsonObject problem = debit(wallet, 41).problem(402, "velocity_exceeded");
    assertThat(problem.getJsonObject("limit"))
        .isEqualTo(
            new JsonObject()
                .put("id", id)
                .put("scope", "wallet")
                .put("window", "day")
                .put("max_amount", 100)
                .putNull("max_count")
                .put("currency", "USD"));
    assertThat(problem.getString("resets_at"))
        .isEqualTo(LocalDate.now(ZoneOffset.UTC).plusDays(1) + "T00:00:00.000Z");
    debit(wallet, 40).expect(201);
    debit(wallet, 1).problem(402, "velocity_exceeded");
    assertThat(shop.available(wallet)).isEqualTo(900);
    debit(shop.wallet(1_000), 100).expect(201);
  }

  @Test
  void eachClientMayPaySoOftenAMonth() {
    made(limit("wallet", "month").put("max_count", 2));
    String wallet = shop.wallet(1_000);
    debit(wallet, 1).expect(201);
    String hold = shop.hold(wallet, 10);
    hold(wallet, 1).problem(402, "velocity_exceeded");
    // It is the same payment, only larger.
    admin.post("/v1/authorizations/" + hold + "/increment", amount(5)).expect(200);
  }

  @Test
  void aLocationMayTakeSoMuchAndOthersMore() {
    String here = shop.location("Here");
    String there = shop.location("There");
    String id =
        made(
            limit("location", "week")
                .put("scope_id", here)
                .put("max_amount", 50)
                .put("currency", "USD"));
    String wallet = shop.wallet(1_000);
    JsonObject sale = move(wallet, 50).put("location_id", here);
    admin.post("/v1/debits", sale).expect(201);
    admin.post("/v1/debits", sale.copy().put("amount", 1)).problem(402, "velocity_exceeded");
    admin.post("/v1/debits", sale.copy().put("location_id", there)).expect(201);
    debit(wallet, 50).expect(201);
    assertThat(usage(id).getLong("amount")).isEqualTo(50);
  }

  @Test
  void theBusinessMayTakeSoManyPaymentsOfAllClients() {
    String id = made(limit("business", "month").put("max_count", 3));
    for (int i = 0; i < 3; i++) {
      debit(shop.wallet(10), 1).expect(201);
    }
    debit(shop.wallet(10), 1).problem(402, "velocity_exceeded");
    assertThat(usage(id).getLong("count")).isEqualTo(3);
    assertThat(usage(id).getValue("amount")).isNull();
  }

  @Test
  void whatIsReleasedIsGivenBack() {
    String wallet = shop.wallet(1_000);
    String id = made(ofWallet(wallet, 100, 2));
    assertThat(admin.get("/v1/limits/" + id).json(200).getString("currency")).isEqualTo("USD");
    String hold = shop.hold(wallet, 100);
    hold(wallet, 1).problem(402, "velocity_exceeded");
    used(id, 100, 1);
    admin.post("/v1/authorizations/" + hold + "/void", amount(30)).expect(200);
    used(id, 70, 1);
    admin.post("/v1/authorizations/" + hold + "/increment", amount(30)).expect(200);
    used(id, 100, 1);
    admin
        .post("/v1/authorizations/" + hold + "/capture", amount(20).put("final", false))
        .expect(200);
    used(id, 100, 1);
    // A final capture leaves the rest; something was spent, so it counts as one.
    admin.post("/v1/authorizations/" + hold + "/capture", amount(50)).expect(200);
    used(id, 70, 1);
    String second = shop.hold(wallet, 30);
    used(id, 100, 2);
    admin.post("/v1/authorizations/" + second + "/void", new JsonObject()).expect(200);
    used(id, 70, 1);
  }

  @Test
  void anExpiredHoldIsGivenBack() {
    String wallet = shop.wallet(1_000);
    String id = made(ofWallet(wallet, 100, 2));
    admin.post("/v1/authorizations", move(wallet, 80).put("expires_in", 1)).expect(201);
    used(id, 80, 1);
    TestServers.awaitUntil("it expires", () -> usage(id).getLong("amount") == 0);
    used(id, 0, 0);
  }

  @Test
  void aReversalGivesBackAndARefundDoesNot() {
    String wallet = shop.wallet(1_000);
    String id = made(ofWallet(wallet, 100, 5));
    String key = Client.newKey();
    admin.post("/v1/debits", key, move(wallet, 40)).expect(201);
    JsonObject bought = debit(wallet, 50).json(201);
    used(id, 90, 2);
    admin
        .post("/v1/transactions/" + bought.getString("id") + "/refund", new JsonObject())
        .expect(201);
    used(id, 90, 2);
    reverse(wallet, key);
    reverse(wallet, key);
    used(id, 50, 1);
    String hold = shop.hold(wallet, 50);
    String capture = Client.newKey();
    admin.post("/v1/authorizations/" + hold + "/capture", capture, amount(20)).expect(200);
    used(id, 70, 2);
    reverse(wallet, capture);
    used(id, 50, 1);
  }

  @Test
  void lessWillDoWhereALimitHasRoomForLess() {
    String wallet = shop.wallet(80);
    String id = made(ofWallet(wallet, 50, 3));
    JsonObject partial = move(wallet, 70).put("allow_partial", true);
    JsonObject hold = admin.post("/v1/authorizations", partial).json(201);
    assertThat(hold.getLong("amount")).isEqualTo(50);
    assertThat(hold.getLong("requested_amount")).isEqualTo(70);
    assertThat(shop.available(wallet)).isEqualTo(30);
    admin.post("/v1/debits", partial).problem(402, "velocity_exceeded");
    admin
        .post("/v1/authorizations/" + hold.getString("id") + "/void", new JsonObject())
        .expect(200);
    assertThat(admin.post("/v1/debits", partial).json(201).getLong("amount")).isEqualTo(-50);
    // The cache was given back what the limit did not let through.
    debit(wallet, 31).problem(402, "insufficient_funds");
    used(id, 50, 1);
  }

  @Test
  void theSameDeclineIsGivenAgainUnderItsKey() {
    String wallet = shop.wallet(1_000);
    String id = made(ofWallet(wallet, 10, 5));
    String key = Client.newKey();
    JsonObject first =
        admin.post("/v1/debits", key, move(wallet, 11)).problem(402, "velocity_exceeded");
    admin.patch("/v1/limits/" + id, new JsonObject().put("max_amount", 20)).expect(200);
    Reply again = admin.post("/v1/debits", key, move(wallet, 11));
    assertThat(again.isReplay()).isTrue();
    JsonObject second = again.problem(402, "velocity_exceeded");
    assertThat(second.getJsonObject("limit")).isEqualTo(first.getJsonObject("limit"));
    assertThat(second.getString("resets_at")).isEqualTo(first.getString("resets_at"));
    JsonObject told =
        admin
            .get("/v1/operations?wallet_id=" + wallet + "&idempotency_key=" + key)
            .json(200)
            .getJsonObject("body");
    assertThat(told.getJsonObject("limit")).isEqualTo(first.getJsonObject("limit"));
    debit(wallet, 11).expect(201);
  }

  @Test
  void fundsAreLookedAtFirst() {
    String wallet = shop.wallet(5);
    made(ofWallet(wallet, 1, 1));
    debit(wallet, 6).problem(402, "insufficient_funds");
    debit(wallet, 5).problem(402, "velocity_exceeded");
  }

  @Test
  void ofSeveralLimitsTheOneThatStaysLongestIsNamed() {
    String wallet = shop.wallet(100);
    made(ofWallet(wallet, 10, 9));
    String month = made(ofWallet(wallet, 10, 9).put("window", "month"));
    made(ofWallet(wallet, 10, 9).put("window", "hour"));
    assertThat(
            debit(wallet, 11)
                .problem(402, "velocity_exceeded")
                .getJsonObject("limit")
                .getString("id"))
        .isEqualTo(month);
  }

  @Test
  void aChangeAndAnEndAreInForceAtOnce() {
    String wallet = shop.wallet(1_000);
    String id = made(ofWallet(wallet, 100, 9));
    debit(wallet, 100).expect(201);
    JsonObject more = new JsonObject().put("max_amount", 101);
    assertThat(admin.patch("/v1/limits/" + id, more).json(200).getLong("max_amount"))
        .isEqualTo(101);
    debit(wallet, 1).expect(201);
    debit(wallet, 1).problem(402, "velocity_exceeded");
    admin.patch("/v1/limits/" + id, new JsonObject().put("max_amount", 200)).expect(200);
    String hold = shop.hold(wallet, 50);
    admin.delete("/v1/limits/" + id).expect(204);
    admin.delete("/v1/limits/" + id).problem(404, "not_found");
    admin.get("/v1/limits/" + id).problem(404, "not_found");
    debit(wallet, 500).expect(201);
    admin.post("/v1/authorizations/" + hold + "/void", new JsonObject()).expect(200);
    String all = "limit.created limit.updated limit.updated limit.deleted";
    assertThat(
            shop.service()
                .sql(
                    "SELECT string_agg(action, ' ' ORDER BY number) FROM changes WHERE subject = ?",
                    UUID.fromString(id)))
        .isEqualTo(all);
    assertThat(shop.told("limit.*"))
        .filteredOn(event -> event.getJsonObject("data").getString("id").equals(id))
        .extracting(event -> event.getString("type"))
        .containsExactly(all.split(" "));
  }

  @Test
  void aLimitIsMadeOnceForItsKey() {
    String key = Client.newKey();
    JsonObject body = limit("wallet", "day").put("max_count", 5);
    Reply first = admin.post("/v1/limits", key, body);
    Reply again = admin.post("/v1/limits", key, body);
    assertThat(again.isReplay()).isTrue();
    assertThat(again.json(201)).isEqualTo(first.json(201));
    admin
        .post("/v1/limits", key, body.copy().put("max_count", 6))
        .problem(422, "idempotency_key_reused");
    assertThat(admin.get("/v1/limits").data()).hasSize(1).containsExactly(first.json());
  }

  @Test
  void whatMakesNoLimitIsRefused() {
    String wallet = shop.wallet(1);
    refused(limit("wallet", "day"), "");
    refused(limit("wallet", "day").put("max_amount", 5), "/currency");
    refused(limit("business", "day").put("max_count", 5).put("scope_id", wallet), "/scope_id");
    refused(limit("client", "year").put("max_count", 0), "/scope", "/window", "/max_count");
    JsonObject unknown = ofWallet(wallet, 5, 5).put("scope_id", Ids.wallet(1, 77).toString());
    admin.post("/v1/limits", unknown).problem(404, "not_found");
    admin
        .post("/v1/limits", ofWallet(wallet, 5, 5).put("currency", "EUR"))
        .problem(422, "currency_mismatch");
    refused(ofWallet(wallet, 5, 5).put("scope", "location"), "/currency");
    JsonObject nowhere = limit("location", "day").put("max_count", 1).put("scope_id", wallet);
    admin.post("/v1/limits", nowhere).problem(422, "unknown_location");
    String counts = made(limit("wallet", "day").put("max_count", 5));
    admin
        .patch("/v1/limits/" + counts, new JsonObject().put("max_amount", 5))
        .problem(400, "invalid_request");
    admin.patch("/v1/limits/" + counts, new JsonObject()).problem(400, "invalid_request");
    admin
        .patch("/v1/limits/" + counts, new JsonObject().put("max_amount", 0))
        .problem(422, "amount_out_of_range");
  }

  @Test
  void anotherBusinessKnowsNothingOfThem() {
    String id = made(limit("business", "day").put("max_count", 1));
    Shop other = Shop.open();
    other.admin().get("/v1/limits/" + id).problem(404, "not_found");
    assertThat(other.admin().get("/v1/limits").data()).isEmpty();
    String wallet = other.wallet(10);
    for (int i = 0; i < 3; i++) {
      other.admin().post("/v1/debits", move(wallet, 1)).expect(201);
    }
    JsonObject theirs = ofWallet(wallet, 5, 5);
    admin.post("/v1/limits", theirs).problem(404, "not_found");
  }

  private void refused(JsonObject body, String... pointers) {
    Reply reply = admin.post("/v1/limits", body);
    reply.problem(400, "invalid_request");
    assertThat(reply.pointers()).containsExactlyInAnyOrder(pointers);
  }

  static JsonObject limit(String scope, String window) {
    return new JsonObject().put("scope", scope).put("window", window);
  }

  private static JsonObject ofWallet(String wallet, long amount, long count) {
    return limit("wallet", "week")
        .put("scope_id", wallet)
        .put("max_amount", amount)
        .put("max_count", count);
  }

  private String made(JsonObject limit) {
    return admin.post("/v1/limits", limit).json(201).getString("id");
  }

  private JsonObject usage(String id) {
    return admin.get("/v1/limits/" + id).json(200).getJsonObject("usage");
  }

  private void used(String id, long amount, long count) {
    JsonObject usage = usage(id);
    assertThat(List.of(usage.getLong("amount"), usage.getLong("count")))
        .containsExactly(amount, count);
  }

  private Reply debit(String wallet, long amount) {
    return admin.post("/v1/debits", move(wallet, amount));
  }

  private Reply hold(String wallet, long amount) {
    return admin.post("/v1/authorizations", move(wallet, amount));
  }

  private void reverse(String wallet, String key) {
    admin
        .post(
            "/v1/reversals", new JsonObject().put("wallet_id", wallet).put("idempotency_key", key))
        .expect(200);
  }
}
