package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A deposit in a sale: pending until the sale is paid, and credited once. */
final class DepositsIT {
  private static final JsonObject NOTHING = new JsonObject();

  private final Shop shop = Shop.open();
  private final Client till = shop.with("checkout");

  @Test
  void aDepositInASaleIsCreditedWhenTheSaleIsPaid() {
    String wallet = shop.wallet(0);
    String location = shop.location("Main Street");
    JsonObject asked =
        Shop.move(wallet, 5_000)
            .put("location_id", location)
            .put("reference", "sale-1881")
            .put("note", "for the autumn");
    String key = Client.newKey();
    JsonObject pending = till.post("/v1/deposits", key, asked).json(201);
    assertThat(pending.getString("status")).isEqualTo("pending");
    assertThat(shop.balance(wallet)).isZero();
    assertThat(event("deposit.created")).isEqualTo(pending);

    String path = "/v1/deposits/" + pending.getString("id");
    JsonObject done = till.post(path + "/complete", NOTHING).json(200);
    assertThat(done.getJsonObject("wallet").getLong("balance")).isEqualTo(5_000);
    assertThat(shop.balance(wallet)).isEqualTo(5_000);
    done.remove("wallet");
    assertThat(till.get(path).json(200)).isEqualTo(done);
    assertThat(event("deposit.completed")).isEqualTo(done);

    JsonObject credit = shop.history(wallet).get(0);
    assertThat(credit.getString("id")).isEqualTo(done.getString("transaction_id"));
    assertThat(credit.getString("type")).isEqualTo("deposit");
    assertThat(credit.getString("reference")).isEqualTo("sale-1881");
    assertThat(credit.getString("note")).isEqualTo("for the autumn");
    assertThat(credit.getString("location_id")).isEqualTo(location);
    assertThat(credit.getJsonObject("source"))
        .isEqualTo(
            new JsonObject()
                .put("kind", "deposit")
                .put("id", pending.getString("id"))
                .putNull("name"));

    Reply again = till.post("/v1/deposits", key, asked);
    assertThat(again.json(201)).isEqualTo(pending);
    assertThat(again.isReplay()).isTrue();
    till.post("/v1/deposits", key, asked.copy().put("amount", 1))
        .problem(422, "idempotency_key_reused");
  }

  @Test
  void aDepositFromTheWalletTabPaysAnIou() {
    String wallet = shop.wallet(0);
    shop.admin()
        .patch("/v1/wallets/" + wallet, new JsonObject().put("credit_limit", 3_000))
        .expect(200);
    till.post("/v1/debits", Shop.move(wallet, 3_000)).expect(201);
    assertThat(shop.balance(wallet)).isEqualTo(-3_000);
    complete(open(wallet, 5_000)).expect(200);
    assertThat(shop.balance(wallet)).isEqualTo(2_000);
  }

  @Test
  void completingItIsAnOperationLikeAnyOther() {
    String wallet = shop.wallet(0);
    String path = "/v1/deposits/" + open(wallet, 700);
    String key = Client.newKey();
    Reply first = till.post(path + "/complete", key, NOTHING);
    Reply second = till.post(path + "/complete", key, NOTHING);
    assertThat(second.json(200)).isEqualTo(first.json(200));
    assertThat(second.isReplay()).isTrue();
    till.post(path + "/complete", NOTHING).problem(409, "deposit_not_pending");
    till.post(path + "/cancel", NOTHING).problem(409, "deposit_not_pending");
    till.post("/v1/debits", key, Shop.move(wallet, 1)).problem(422, "idempotency_key_reused");

    Client gateway = shop.with("gateway");
    JsonObject state =
        gateway.get("/v1/operations?wallet_id=" + wallet + "&idempotency_key=" + key).json(200);
    assertThat(state.getString("outcome")).isEqualTo("applied");
    assertThat(state.getInteger("status")).isEqualTo(200);
    assertThat(state.getJsonObject("body")).isEqualTo(first.json());

    shop.admin()
        .put("/v1/settings", new JsonObject().put("account_balances_enabled", false))
        .expect(200);
    assertThat(till.post(path + "/complete", key, NOTHING).json(200)).isEqualTo(first.json());
    till.post(path + "/complete", NOTHING).problem(402, "account_balances_disabled");
  }

  @Test
  void aReversalLeavesItPendingWhetherItWasCompletedOrNot() {
    String wallet = shop.wallet(0);
    String path = "/v1/deposits/" + open(wallet, 700);
    String key = Client.newKey();
    till.post(path + "/complete", key, NOTHING).expect(200);
    JsonObject undone = reverse(wallet, key);
    assertThat(undone.getString("outcome")).isEqualTo("reversed");
    assertThat(undone.getJsonObject("transaction").getLong("amount")).isEqualTo(-700);
    assertThat(shop.balance(wallet)).isZero();
    JsonObject pending = till.get(path).json(200);
    assertThat(pending.getString("status")).isEqualTo("pending");
    assertThat(pending.getString("transaction_id")).isNull();
    assertThat(event("deposit.reopened")).isEqualTo(pending);
    till.post(path + "/complete", key, NOTHING).problem(409, "operation_fenced");
    assertThat(reverse(wallet, key).getString("outcome")).isEqualTo("already_reversed");

    String never = Client.newKey();
    assertThat(reverse(wallet, never).getString("outcome")).isEqualTo("fenced");
    till.post(path + "/complete", never, NOTHING).problem(409, "operation_fenced");
    till.post(path + "/complete", NOTHING).expect(200);
    assertThat(shop.balance(wallet)).isEqualTo(700);
  }

  @Test
  void whatWasSpentOfItCannotBeReversed() {
    String wallet = shop.wallet(0);
    String path = "/v1/deposits/" + open(wallet, 700);
    String key = Client.newKey();
    till.post(path + "/complete", key, NOTHING).expect(200);
    till.post("/v1/debits", Shop.move(wallet, 1)).expect(201);
    shop.with("gateway")
        .post("/v1/reversals", reversal(wallet, key))
        .problem(402, "insufficient_funds");
    assertThat(till.get(path).json(200).getString("status")).isEqualTo("completed");
  }

  @Test
  void aCancelledDepositIsNeverCredited() {
    String wallet = shop.wallet(0);
    String path = "/v1/deposits/" + open(wallet, 700);
    String key = Client.newKey();
    Reply cancelled = till.post(path + "/cancel", key, NOTHING);
    assertThat(cancelled.json(200).getString("status")).isEqualTo("cancelled");
    assertThat(till.get(path).json(200)).isEqualTo(cancelled.json());
    assertThat(event("deposit.cancelled")).isEqualTo(cancelled.json());
    Reply again = till.post(path + "/cancel", key, NOTHING);
    assertThat(again.json(200)).isEqualTo(cancelled.json());
    assertThat(again.isReplay()).isTrue();
    till.post(path + "/cancel", NOTHING).problem(409, "deposit_not_pending");
    till.post(path + "/complete", NOTHING).problem(409, "deposit_not_pending");
    till.post("/v1/deposits/" + open(wallet, 5) + "/cancel", key, NOTHING)
        .problem(422, "idempotency_key_reused");
    assertThat(shop.balance(wallet)).isZero();
  }

  @Test
  void whatIsWrongIsRefused() {
    String wallet = shop.wallet(0);
    till.post("/v1/deposits", null, Shop.move(wallet, 1).encode())
        .problem(400, "idempotency_key_missing");
    till.post("/v1/deposits", Shop.move(wallet, 1).put("currency", "EUR"))
        .problem(422, "currency_mismatch");
    till.post("/v1/deposits", Shop.move(wallet, 1).put("location_id", UUID.randomUUID().toString()))
        .problem(422, "unknown_location");
    till.post("/v1/deposits", Shop.move(wallet, 0)).problem(422, "amount_out_of_range");
    till.get("/v1/deposits/" + wallet).problem(404, "not_found");
    till.get("/v1/deposits?status=paid").problem(400, "invalid_request");
    String deposit = open(wallet, 5);
    till.post("/v1/deposits/" + deposit + "/complete", new JsonObject().put("amount", 1))
        .problem(400, "invalid_request");
    shop.admin()
        .patch("/v1/wallets/" + wallet, new JsonObject().put("status", "closed"))
        .expect(200);
    complete(deposit).problem(402, "wallet_closed");
    till.post("/v1/deposits", Shop.move(wallet, 1)).problem(402, "wallet_closed");
    assertThat(till.get("/v1/deposits/" + deposit).json(200).getString("status"))
        .isEqualTo("pending");
  }

  @Test
  void theyAreListedNewestFirstByWalletAndStatus() {
    String wallet = shop.wallet(0);
    List<String> made = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      made.add(0, open(wallet, i));
    }
    open(shop.wallet(0), 9);
    complete(made.get(1)).expect(200);
    String path = "/v1/deposits?wallet_id=" + wallet;
    assertThat(ids(till.get(path))).isEqualTo(made);
    assertThat(ids(till.get(path + "&status=completed"))).containsExactly(made.get(1));
    JsonObject page = till.get(path + "&limit=2").json(200);
    String cursor = page.getString("next_cursor");
    assertThat(ids(till.get(path + "&limit=200&cursor=" + cursor))).isEqualTo(made.subList(2, 5));
    till.get("/v1/deposits?cursor=" + cursor).problem(400, "invalid_request");
    assertThat(till.get("/v1/deposits?status=pending").data()).hasSize(5);
  }

  @Test
  void ofAHundredCompletionsAndCancellationsOneWins() {
    try (TestService other = TestService.start(shop.service().servers(), Map.of())) {
      Client second = other.client(shop.secret());
      for (int round = 0; round < 5; round++) {
        String wallet = shop.wallet(0);
        String path = "/v1/deposits/" + open(wallet, 700);
        List<CompletableFuture<Reply>> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          Client client = i % 4 < 2 ? till : second;
          String verb = i % 2 == 0 ? "/complete" : "/cancel";
          sent.add(client.postLater(path + verb, Client.newKey(), NOTHING));
        }
        List<Reply> replies = sent.stream().map(CompletableFuture::join).toList();
        List<Reply> won = replies.stream().filter(reply -> reply.status() == 200).toList();
        assertThat(won).hasSize(1);
        replies.stream()
            .filter(reply -> reply.status() != 200)
            .forEach(reply -> reply.problem(409, "deposit_not_pending"));
        String status = won.get(0).json().getString("status");
        assertThat(till.get(path).json(200).getString("status")).isEqualTo(status);
        assertThat(shop.balance(wallet)).isEqualTo(status.equals("completed") ? 700 : 0);
      }
    }
  }

  private String open(String wallet, long amount) {
    return till.post("/v1/deposits", Shop.move(wallet, amount)).json(201).getString("id");
  }

  private Reply complete(String deposit) {
    return till.post("/v1/deposits/" + deposit + "/complete", NOTHING);
  }

  private JsonObject reverse(String wallet, String key) {
    return shop.with("gateway").post("/v1/reversals", reversal(wallet, key)).json(200);
  }

  private static JsonObject reversal(String wallet, String key) {
    return new JsonObject().put("wallet_id", wallet).put("idempotency_key", key);
  }

  private static List<String> ids(Reply reply) {
    return reply.data().stream().map(deposit -> deposit.getString("id")).toList();
  }

  /** The data of the last event of this type. */
  private JsonObject event(String type) {
    return shop.lastTold(type);
  }
}
