package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a gateway does when an answer did not arrive: it asks, it reverses, or it had a deadline.
 */
final class ReversalsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String KEY = "the original's";

  private Shop shop;
  private Client gateway;
  private String wallet;
  private String key;

  @BeforeEach
  void open() {
    shop = Shop.open();
    gateway = shop.with("gateway");
    wallet = shop.wallet(1_000);
    key = Client.newKey();
  }

  @Test
  void anAppliedDebitIsGivenBackOnceHoweverOftenItIsReversed() {
    String debit = debit(300).json(201).getString("id");
    JsonObject first = reversed(gateway, "reversed");
    assertThat(first.getJsonObject("transaction").getString("refunds")).isEqualTo(debit);
    assertThat(first.getJsonObject("transaction").getLong("amount")).isEqualTo(300);
    assertThat(first.getJsonObject("transaction").getString("note")).isEqualTo(KEY);
    JsonObject second = reversed(gateway, "already_reversed");
    assertThat(second.getJsonObject("transaction")).isEqualTo(first.getJsonObject("transaction"));
    assertThat(shop.balance(wallet)).isEqualTo(1_000);
    debit(300).problem(409, "operation_fenced");
    JsonObject state = state();
    assertThat(state.getString("outcome")).isEqualTo("applied");
    assertThat(state.getBoolean("reversed")).isTrue();
    assertThat(state.getJsonObject("body").getString("id")).isEqualTo(debit);
  }

  @Test
  void whatWasReversedIsAnsweredSoAlsoWithAccountBalancesSwitchedOffAndNothingElseIs() {
    debit(300).expect(201);
    JsonObject first = reversed(gateway, "reversed");
    String fenced = Client.newKey();
    reverse(gateway, fenced).json(200);
    String standing = Client.newKey();
    gateway.post("/v1/debits", standing, Shop.move(wallet, 200)).expect(201);
    String held = Client.newKey();
    gateway.post("/v1/authorizations", held, Shop.move(wallet, 100)).expect(201);
    JsonObject off = new JsonObject().put("account_balances_enabled", false);
    shop.admin().put("/v1/settings", off).expect(200);

    assertThat(reversed(gateway, "already_reversed").getJsonObject("transaction"))
        .isEqualTo(first.getJsonObject("transaction"));
    assertThat(reverse(gateway, fenced).json(200).getString("outcome")).isEqualTo("fenced");
    for (String open : List.of(standing, held, Client.newKey())) {
      reverse(gateway, open).problem(402, "account_balances_disabled");
    }
    assertThat(shop.balance(wallet)).isEqualTo(800);
    assertThat(shop.available(wallet)).isEqualTo(700);
  }

  @Test
  void aKeyThatWasSentInQuotesIsFoundInQuotesAndWithoutThem() {
    String bare = key;
    key = '"' + bare + '"';
    debit(300).expect(201);
    assertThat(state().getString("outcome")).isEqualTo("applied");
    assertThat(gateway.get(question(wallet, bare)).json(200).getString("outcome"))
        .isEqualTo("applied");
    JsonObject operation = Batch.operation("debit", key, Shop.move(wallet, 300));
    assertThat(Batch.send(gateway, List.of(operation)).get(0).status()).isEqualTo(201);
    assertThat(shop.balance(wallet)).isEqualTo(700);
    reversed(gateway, "reversed");
    assertThat(shop.balance(wallet)).isEqualTo(1_000);
    key = bare;
    reversed(gateway, "already_reversed");
  }

  @Test
  void whatNeverArrivedIsFencedAndMovesNothingWhenItDoes() {
    assertThat(state().getString("outcome")).isEqualTo("never_seen");
    reversed(gateway, "fenced");
    reversed(gateway, "fenced");
    debit(300).problem(409, "operation_fenced");
    gateway.post("/v1/authorizations", key, Shop.move(wallet, 5)).problem(409, "operation_fenced");
    gateway.post("/v1/credits", key, Shop.move(wallet, 5)).problem(409, "operation_fenced");
    assertThat(shop.look(wallet).getLong("available")).isEqualTo(1_000);
    JsonObject state = state();
    assertThat(state.getString("outcome")).isEqualTo("declined");
    assertThat(state.getInteger("status")).isEqualTo(409);
    assertThat(state.getJsonObject("body").getString("code")).isEqualTo("operation_fenced");
  }

  @Test
  void aDeclineIsToldAndFencedWhenReversed() {
    debit(1_001).problem(402, "insufficient_funds");
    JsonObject state = state();
    assertThat(state.getString("outcome")).isEqualTo("declined");
    assertThat(state.getInteger("status")).isEqualTo(402);
    assertThat(state.getJsonObject("body").getLong("available")).isEqualTo(1_000);
    reversed(gateway, "fenced");
    debit(1_001).problem(409, "operation_fenced");
  }

  @Test
  void aHoldIsReleased() {
    gateway.post("/v1/authorizations", key, Shop.move(wallet, 400)).expect(201);
    JsonObject reversal = reversed(gateway, "reversed");
    assertThat(reversal.getJsonObject("authorization").getString("status")).isEqualTo("voided");
    assertThat(shop.available(wallet)).isEqualTo(1_000);
    reversed(gateway, "already_reversed");
  }

  @Test
  void aHoldThatWasVoidedByItsOwnerIsReversedAlready() {
    String hold =
        gateway.post("/v1/authorizations", key, Shop.move(wallet, 400)).json(201).getString("id");
    gateway.post("/v1/authorizations/" + hold + "/void", new JsonObject()).expect(200);
    assertThat(reversed(gateway, "already_reversed").getJsonObject("transaction")).isNull();
  }

  @Test
  void aCapturedHoldIsNotUndoneButItsCaptureIs() {
    String hold =
        gateway.post("/v1/authorizations", key, Shop.move(wallet, 400)).json(201).getString("id");
    String captureKey = Client.newKey();
    gateway
        .post("/v1/authorizations/" + hold + "/capture", captureKey, Shop.amount(100))
        .expect(200);
    reverse(gateway, key).problem(409, "authorization_not_open");
    JsonObject reversal = reverse(gateway, captureKey).json(200);
    assertThat(reversal.getJsonObject("transaction").getLong("amount")).isEqualTo(100);
    assertThat(shop.balance(wallet)).isEqualTo(1_000);
  }

  @Test
  void anIncrementIsTakenBack() {
    String hold = shop.hold(wallet, 400);
    gateway.post("/v1/authorizations/" + hold + "/increment", key, Shop.amount(50)).expect(200);
    JsonObject reversal = reversed(gateway, "reversed");
    assertThat(reversal.getJsonObject("authorization").getLong("remaining_amount")).isEqualTo(400);
    assertThat(shop.available(wallet)).isEqualTo(600);
  }

  @Test
  void aDepositIsTakenBackWhileItIsThere() {
    gateway.post("/v1/credits", key, Shop.move(wallet, 500)).expect(201);
    JsonObject reversal = reversed(gateway, "reversed");
    assertThat(reversal.getJsonObject("transaction").getLong("amount")).isEqualTo(-500);
    assertThat(shop.balance(wallet)).isEqualTo(1_000);

    key = Client.newKey();
    gateway.post("/v1/credits", key, Shop.move(wallet, 500)).expect(201);
    gateway.post("/v1/debits", Shop.move(wallet, 1_400)).expect(201);
    reverse(gateway, key).problem(402, "insufficient_funds");
    assertThat(shop.balance(wallet)).isEqualTo(100);
  }

  @Test
  void anAdjustmentIsUndoneByWhoMayAdjust() {
    shop.admin().post("/v1/adjustments", key, Shop.move(wallet, 70)).expect(201);
    reverse(gateway, key).problem(403, "forbidden");
    assertThat(shop.balance(wallet)).isEqualTo(1_070);
    reversed(shop.admin(), "reversed");
    assertThat(shop.balance(wallet)).isEqualTo(1_000);
  }

  @Test
  void manyReversalsAndTheirOriginalAtOnceEndAsOneOfThem() {
    for (int round = 0; round < 20; round++) {
      key = Client.newKey();
      List<CompletableFuture<Reply>> originals = new ArrayList<>();
      List<CompletableFuture<Reply>> reversals = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        originals.add(gateway.postLater("/v1/debits", key, Shop.move(wallet, 10)));
        reversals.add(gateway.postLater("/v1/reversals", Client.newKey(), reversal(wallet, key)));
      }
      originals.forEach(each -> assertThat(each.join().status()).isIn(201, 409));
      reversals.forEach(each -> assertThat(each.join().status()).isIn(200, 409));
      reverse(gateway, key).json(200);
      assertThat(shop.balance(wallet)).isEqualTo(1_000);
      debit(10).problem(409, "operation_fenced");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/debits", "/v1/authorizations", "/v1/credits"})
  void whatCannotBeAnsweredInTimeDoesNotHappen(String path) throws SQLException {
    CompletableFuture<Reply> late;
    try (Connection blocker = locked()) {
      late = within(path, key, 50, Shop.move(wallet, 300));
      Deadline.within(PATIENCE, () -> assertThat(waiting()).isPositive());
      Deadline.within(PATIENCE, () -> assertThat(overdue()).isPositive());
      blocker.rollback();
    }
    Reply reply = late.join();
    reply.problem(503, "unavailable");
    assertThat(reply.json().getString("outcome")).isEqualTo("not_applied");
    assertThat(shop.look(wallet).getLong("available")).isEqualTo(1_000);
    gateway.post(path, key, Shop.move(wallet, 300)).problem(409, "operation_fenced");
    assertThat(shop.balance(wallet)).isEqualTo(1_000);
  }

  @Test
  void whatWasAcknowledgedIsNotUndoneByALateRetryWithADeadline() throws SQLException {
    debit(300).expect(201);
    Reply retry = within("/v1/debits", key, 1, Shop.move(wallet, 300)).join();
    assertThat(retry.status()).isEqualTo(201);
    assertThat(shop.balance(wallet)).isEqualTo(700);
  }

  @Test
  void aDeadlineThatIsMetChangesNothing() {
    assertThat(within("/v1/debits", key, 20_000, Shop.move(wallet, 300)).join().status())
        .isEqualTo(201);
    assertThat(shop.balance(wallet)).isEqualTo(700);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "60001", "1.5", "soon", ""})
  void aDeadlineThatIsNoneIsRefused(String text) {
    HttpRequest.Builder request =
        gateway
            .request("/v1/debits", Shop.move(wallet, 1).encode(), "POST")
            .header("Idempotency-Key", key)
            .header("Request-Timeout-Ms", text);
    Reply reply = gateway.send(request, Shop.move(wallet, 1).encode());
    reply.problem(400, "invalid_request");
    assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("header"))
        .isEqualTo("Request-Timeout-Ms");
  }

  @Test
  void anotherBusinessHearsNothingAndUndoesNothing() {
    debit(300).expect(201);
    Client stranger = Shop.open().admin();
    stranger.get(question(wallet, key)).problem(404, "not_found");
    reverse(stranger, key).problem(404, "not_found");
    reverse(stranger, "unused").problem(404, "not_found");
    gateway.get(question(UUID.randomUUID().toString(), key)).problem(404, "not_found");
    assertThat(shop.balance(wallet)).isEqualTo(700);
    assertThat(debit(300).status()).isEqualTo(201);
  }

  @Test
  void aQuestionNeedsItsWalletAndItsKey() {
    Reply reply = gateway.get("/v1/operations");
    reply.problem(400, "invalid_request");
    assertThat(reply.json().getJsonArray("errors")).hasSize(2);
  }

  private Reply debit(long amount) {
    return gateway.post("/v1/debits", key, Shop.move(wallet, amount));
  }

  private JsonObject state() {
    return gateway.get(question(wallet, key)).json(200);
  }

  private static String question(String wallet, String key) {
    return "/v1/operations?wallet_id=" + wallet + "&idempotency_key=" + key.replace("\"", "%22");
  }

  private JsonObject reversed(Client caller, String outcome) {
    JsonObject reversal = reverse(caller, key).json(200);
    assertThat(reversal.getString("outcome")).isEqualTo(outcome);
    return reversal;
  }

  private Reply reverse(Client caller, String original) {
    return caller.post("/v1/reversals", reversal(wallet, original));
  }

  private static JsonObject reversal(String wallet, String original) {
    return new JsonObject()
        .put("wallet_id", wallet)
        .put("idempotency_key", original)
        .put("reason", KEY);
  }

  private CompletableFuture<Reply> within(String path, String key, int millis, JsonObject body) {
    return CompletableFuture.supplyAsync(
        () ->
            gateway.send(
                gateway
                    .request(path, body.encode(), "POST")
                    .header("Idempotency-Key", key)
                    .header("Request-Timeout-Ms", Integer.toString(millis)),
                body.encode()));
  }

  private Connection locked() throws SQLException {
    Connection connection = shop.service().owner();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1 FROM wallets WHERE id = '" + wallet + "' FOR UPDATE");
    }
    return connection;
  }

  private long waiting() {
    return (Long)
        shop.service()
            .sql(
                "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE wait_event_type = 'Lock' AND query LIKE '%post(%'");
  }

  /** Operations whose deadline is over and whose end is not known yet. */
  private double overdue() throws IOException {
    URI metrics = URI.create("http://127.0.0.1:" + shop.service().managementPort() + "/metrics");
    try (InputStream in = metrics.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("holdfast_queue_depth") && line.contains("overdue"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    }
  }
}
