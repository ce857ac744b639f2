package io.holdfast.api;

import static io.holdfast.api.Shop.amount;
import static io.holdfast.api.Shop.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.operation.OperationKey;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the error table. What only an outage brings about is in {@link OutageIT}. */
final class ErrorsIT {
  private static final String NOBODY = "01890000-0000-7000-8000-000000000001";
  private static final String FENCE =
      """
      WITH fenced AS (
        UPDATE wallets SET version = version + 1 WHERE id = ?
        RETURNING number, version, balance, held, credit_limit, changed_at)
      INSERT INTO journal (wallet, sequence, kind, operation_key, fingerprint, amount, held_change,
                           balance_after, held_after, available_after, created_at)
      SELECT number, version, 12, ?, 0, 0, 0, balance, held, balance - held + credit_limit,
             changed_at
      FROM fenced
      """;

  private final Shop shop = Shop.open();
  private final Client admin = shop.admin();

  // 400

  @Test
  void whatCannotBeReadIsNamed() {
    Reply reply = admin.post("/v1/debits", new JsonObject().put("amount", "1").put("tip", 2));
    reply.problem(400, "invalid_request");
    assertThat(reply.pointers())
        .containsExactlyInAnyOrder("/wallet_id", "/amount", "/currency", "/tip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/debits",
        "/v1/credits",
        "/v1/adjustments",
        "/v1/authorizations",
        "/v1/authorizations/" + NOBODY + "/capture",
        "/v1/authorizations/" + NOBODY + "/void",
        "/v1/authorizations/" + NOBODY + "/increment",
        "/v1/transactions/" + NOBODY + "/refund"
      })
  void moneyMovesOnlyUnderAKey(String path) {
    String wallet = shop.wallet(10);
    admin.post(path, null, move(wallet, 1).encode()).problem(400, "idempotency_key_missing");
    assertThat(shop.balance(wallet)).isEqualTo(10);
  }

  // 401

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Basic aGY6", "hf_dev_admin", "Bearer hf_unknown"})
  void nobodyIsLetInWithoutAKnownKey(String authorization) {
    Client stranger = shop.service().client(null);
    stranger
        .send(stranger.request("/v1/wallets").header("Authorization", authorization).GET())
        .problem(401, "unauthenticated");
    stranger.get("/v1/wallets").problem(401, "unauthenticated");
    stranger.post("/v1/debits", "k", "{").problem(401, "unauthenticated");
  }

  // 402

  @Test
  void aDeclineTellsWhatIsAvailable() {
    String wallet = shop.wallet(99);
    JsonObject problem =
        admin.post("/v1/debits", move(wallet, 100)).problem(402, "insufficient_funds");
    assertThat(problem.getLong("available")).isEqualTo(99);
  }

  @Test
  void aFrozenOrClosedWalletSaysSo() {
    String wallet = shop.wallet(0);
    patch(wallet, new JsonObject().put("status", "frozen")).expect(200);
    admin.post("/v1/debits", move(wallet, 1)).problem(402, "wallet_frozen");
    patch(wallet, new JsonObject().put("status", "closed")).expect(200);
    admin.post("/v1/debits", move(wallet, 1)).problem(402, "wallet_closed");
  }

  @Test
  void aBusinessWithoutAccountBalancesOnlyReads() {
    String wallet = shop.wallet(100);
    String hold = shop.hold(wallet, 10);
    String debit = admin.post("/v1/debits", move(wallet, 10)).json(201).getString("id");
    String before = shop.book(wallet);
    switchBalances(false);
    try {
      Deadline.within(
          Duration.ofSeconds(5),
          () -> assertThat(admin.post("/v1/debits", move(NOBODY, 1)).status()).isEqualTo(402));
      Map<String, JsonObject> moves =
          Map.of(
              "/v1/debits",
              move(wallet, 1),
              "/v1/credits",
              move(wallet, 1),
              "/v1/adjustments",
              move(wallet, 1),
              "/v1/authorizations",
              move(wallet, 1),
              "/v1/authorizations/" + hold + "/increment",
              amount(1),
              "/v1/authorizations/" + hold + "/capture",
              amount(1),
              "/v1/authorizations/" + hold + "/void",
              amount(1),
              "/v1/transactions/" + debit + "/refund",
              amount(1),
              "/v1/wallets",
              Shop.opening("cl_off", "USD"));
      moves.forEach(
          (path, body) -> admin.post(path, body).problem(402, "account_balances_disabled"));
      patch(wallet, new JsonObject().put("credit_limit", 1))
          .problem(402, "account_balances_disabled");
      assertThat(shop.book(wallet)).isEqualTo(before);
      assertThat(shop.history(wallet)).hasSize(2);
      admin.get("/v1/authorizations/" + hold).expect(200);
    } finally {
      switchBalances(true);
    }
  }

  // 403, 404, 405

  @Test
  void aMissingPermissionIsNamed() {
    JsonObject problem = shop.with("checkout").get("/v1/api-keys").problem(403, "forbidden");
    assertThat(problem.getString("detail")).contains("admin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/",
        "/v2/wallets",
        "/v1/wallet",
        "/v1/wallets/" + NOBODY,
        "/v1/wallets/" + NOBODY + "/balance",
        "/v1/wallets/" + NOBODY + "/balance?at=2026-11-01T00:00:00.000Z",
        "/v1/wallets/" + NOBODY + "/transactions",
        "/v1/wallets/" + NOBODY + "/nothing",
        "/v1/authorizations/" + NOBODY,
        "/v1/transactions/" + NOBODY
      })
  void whatIsNotThereIsNotFound(String path) {
    admin.get(path).problem(404, "not_found");
  }

  @Test
  void nothingMovesInAWalletThatIsNotThere() {
    for (String path : new String[] {"debits", "credits", "adjustments", "authorizations"}) {
      admin.post("/v1/" + path, move(NOBODY, 1)).problem(404, "not_found");
    }
    for (String step : new String[] {"increment", "capture", "void"}) {
      admin.post("/v1/authorizations/" + NOBODY + "/" + step, amount(1)).problem(404, "not_found");
    }
    admin.post("/v1/transactions/" + NOBODY + "/refund", amount(1)).problem(404, "not_found");
    patch(NOBODY, new JsonObject().put("credit_limit", 1)).problem(404, "not_found");
    admin.delete("/v1/api-keys/" + NOBODY).problem(404, "not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v1/wallets, 'GET, POST'",
    "GET, /v1/debits, POST",
    "DELETE, /v1/wallets/" + NOBODY + ", 'GET, PATCH'",
    "PATCH, /v1/transactions/" + NOBODY + ", GET"
  })
  void aKnownPathSaysWhichMethodsItTakes(String method, String path, String allowed) {
    Reply reply = admin.send(admin.request(path).method(method, BodyPublishers.noBody()));
    reply.problem(405, "method_not_allowed");
    assertThat(reply.header("Allow")).hasValue(allowed);
  }

  // 409

  @Test
  void whatIsInTheWayIsToldApart() {
    JsonObject opening = Shop.opening("cl_twice", "USD");
    String wallet = admin.post("/v1/wallets", opening).json(201).getString("id");
    assertThat(admin.post("/v1/wallets", opening).problem(409, "wallet_exists").getMap())
        .containsEntry("wallet_id", wallet);
    admin.post("/v1/credits", move(wallet, 10)).expect(201);
    patch(wallet, new JsonObject().put("status", "closed")).problem(409, "wallet_not_empty");
    String hold = shop.hold(wallet, 10);
    admin.post("/v1/authorizations/" + hold + "/void", new JsonObject()).expect(200);
    admin
        .post("/v1/authorizations/" + hold + "/capture", new JsonObject())
        .problem(409, "authorization_not_open");
  }

  @Test
  void aCopyOfARequestUnderWayIsToldSo() throws Exception {
    String wallet = shop.wallet(100);
    String key = Client.newKey();
    CompletableFuture<Reply> one;
    CompletableFuture<Reply> other;
    try (Connection owner = shop.service().owner()) {
      owner.setAutoCommit(false);
      lock(owner, wallet);
      one = admin.postLater("/v1/debits", key, move(wallet, 1));
      other = admin.postLater("/v1/debits", key, move(wallet, 1));
      Reply first = (Reply) CompletableFuture.anyOf(one, other).get(5, TimeUnit.SECONDS);
      first.problem(409, "idempotency_key_in_progress");
    }
    assertThat(new int[] {one.join().status(), other.join().status()})
        .containsExactlyInAnyOrder(201, 409);
    assertThat(admin.post("/v1/debits", key, move(wallet, 1)).expect(201).isReplay()).isTrue();
    assertThat(shop.available(wallet)).isEqualTo(99);
  }

  @Test
  void whatWasFencedNeverHappens() {
    String wallet = shop.wallet(100);
    String hold = shop.hold(wallet, 10);
    Map<String, JsonObject> late =
        Map.of(
            "/v1/debits",
            move(wallet, 1),
            "/v1/credits",
            move(wallet, 1),
            "/v1/authorizations",
            move(wallet, 1),
            "/v1/authorizations/" + hold + "/capture",
            amount(1));
    late.forEach(
        (path, body) -> {
          String key = Client.newKey();
          shop.service().sql(FENCE, UUID.fromString(wallet), OperationKey.of(key).hash());
          String before = shop.book(wallet);

          admin.post(path, key, body).problem(409, "operation_fenced");
          admin.post(path, key, body).problem(409, "operation_fenced");

          assertThat(shop.book(wallet)).isEqualTo(before);
        });
    admin.post("/v1/debits", move(wallet, 90)).expect(201);
  }

  // 413, 415

  @Test
  void aBodyMayHave64KibibytesAndNotOneByteMore() {
    String wallet = shop.wallet(10);
    String body = move(wallet, 1).encode();
    String largest = body + " ".repeat(65_536 - body.length());

    admin.post("/v1/debits", Client.newKey(), largest + " ").problem(413, "payload_too_large");
    admin
        .post("/v1/debits", Client.newKey(), "x".repeat(3_000_000))
        .problem(413, "payload_too_large");
    assertThat(shop.balance(wallet)).isEqualTo(10);
    admin.post("/v1/debits", Client.newKey(), largest).expect(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/json; charset=iso-8859-1",
        "application/jsonx",
        "multipart/form-data"
      })
  void onlyJsonIsRead(String type) {
    String wallet = shop.wallet(10);
    admin.send(debit(wallet, type)).problem(415, "unsupported_media_type");
    assertThat(shop.balance(wallet)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "identity, gzip"})
  void aPackedBodyIsNotUnpacked(String encoding) {
    String wallet = shop.wallet(10);
    for (String path : List.of("/v1/debits", "/v1/batches")) {
      admin
          .send(
              admin
                  .request(path)
                  .header("Content-Type", "application/json")
                  .header("Content-Encoding", encoding)
                  .header("Idempotency-Key", Client.newKey())
                  .POST(BodyPublishers.ofString(move(wallet, 1).encode())))
          .problem(415, "unsupported_media_type");
    }
    assertThat(shop.balance(wallet)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "application/json; charset=utf-8", "APPLICATION/JSON"})
  void jsonIsReadHoweverItIsWritten(String type) {
    String wallet = shop.wallet(10);
    admin.send(debit(wallet, type), move(wallet, 1).encode()).expect(201);
  }

  // 422

  @Test
  void whatIsUnderstoodAndCannotBeIsToldApart() {
    String wallet = shop.wallet(100);
    String key = Client.newKey();
    admin.post("/v1/debits", key, move(wallet, 10)).expect(201);
    String debit = shop.history(wallet).get(0).getString("id");
    admin.post("/v1/debits", key, move(wallet, 11)).problem(422, "idempotency_key_reused");
    admin
        .post("/v1/debits", move(wallet, 1).put("currency", "EUR"))
        .problem(422, "currency_mismatch");
    admin
        .post("/v1/debits", move(wallet, 1).put("location_id", NOBODY))
        .problem(422, "unknown_location");
    String hold = shop.hold(wallet, 10);
    admin
        .post("/v1/authorizations/" + hold + "/capture", amount(11))
        .problem(422, "capture_exceeds_authorization");
    admin
        .post("/v1/transactions/" + debit + "/refund", amount(11))
        .problem(422, "refund_exceeds_original");
    admin
        .post("/v1/credits", move(wallet, 9_007_199_254_740_991L))
        .problem(422, "amount_out_of_range");
    admin
        .post("/v1/authorizations/" + hold + "/increment", amount(9_007_199_254_740_991L))
        .problem(422, "amount_out_of_range");
  }

  private HttpRequest.Builder debit(String wallet, String type) {
    return admin
        .request("/v1/debits")
        .header("Content-Type", type)
        .header("Idempotency-Key", Client.newKey())
        .POST(BodyPublishers.ofString(move(wallet, 1).encode()));
  }

  private Reply patch(String wallet, JsonObject change) {
    return admin.patch("/v1/wallets/" + wallet, change);
  }

  private void switchBalances(boolean on) {
    shop.service()
        .sql(
            "UPDATE businesses SET account_balances_enabled = ? WHERE number = ?",
            on,
            shop.number());
  }

  private static void lock(Connection owner, String wallet) throws Exception {
    try (PreparedStatement lock =
        owner.prepareStatement("SELECT 1 FROM wallets WHERE id = ? FOR UPDATE")) {
      lock.setObject(1, UUID.fromString(wallet));
      lock.execute();
    }
  }
}
