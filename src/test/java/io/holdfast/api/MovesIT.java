package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A deposit of one appointment is moved to another: a refund and a debit, both or neither. */
final class MovesIT {
  private final Shop shop = Shop.open();
  private final Client till = shop.with("checkout");

  @Test
  void aDepositForOneAppointmentIsMovedToAnother() {
    String wallet = shop.wallet(2_500);
    String main = shop.location("Main Street");
    String harbour = shop.location("Harbour");
    JsonObject sale = Shop.move(wallet, 2_500).put("reference", "appointment-12");
    JsonObject paid = till.post("/v1/debits", sale.put("location_id", main)).json(201);
    String key = Client.newKey();
    JsonObject to = new JsonObject().put("reference", "appointment-13").put("location_id", harbour);
    Reply moved = till.post(path(paid), key, to);
    JsonObject refund = Shapes.transaction(moved.json(201).getJsonObject("refund"));
    JsonObject debit = Shapes.transaction(moved.json().getJsonObject("debit"));
    assertThat(refund.getString("type")).isEqualTo("refund");
    assertThat(refund.getString("refunds")).isEqualTo(paid.getString("id"));
    assertThat(refund.getString("reference")).isEqualTo("appointment-12");
    assertThat(refund.getString("location_id")).isEqualTo(main);
    assertThat(refund.getLong("amount")).isEqualTo(2_500);
    assertThat(debit.getString("type")).isEqualTo("debit");
    assertThat(debit.getString("reference")).isEqualTo("appointment-13");
    assertThat(debit.getString("location_id")).isEqualTo(harbour);
    assertThat(debit.getLong("balance_after")).isZero();
    assertThat(shop.available(wallet)).isZero();
    assertThat(shop.history(wallet).subList(0, 2)).containsExactly(debit, refund);
    assertThat(till.get("/v1/transactions/" + debit.getString("id")).json(200)).isEqualTo(debit);
    assertThat(till.get("/v1/transactions/" + refund.getString("id")).json(200)).isEqualTo(refund);

    Reply again = till.post(path(paid), key, to);
    assertThat(again.json(201)).isEqualTo(moved.json());
    assertThat(again.isReplay()).isTrue();
    till.post(path(paid), key, new JsonObject().put("reference", "other"))
        .problem(422, "idempotency_key_reused");
    till.post(path(paid), to).problem(422, "refund_exceeds_original");
    JsonObject state =
        shop.with("gateway")
            .get("/v1/operations?wallet_id=" + wallet + "&idempotency_key=" + key)
            .json(200);
    assertThat(state.getInteger("status")).isEqualTo(201);
    assertThat(state.getJsonObject("body")).isEqualTo(moved.json());

    shop.admin()
        .put("/v1/settings", new JsonObject().put("account_balances_enabled", false))
        .expect(200);
    assertThat(till.post(path(paid), key, to).json(201)).isEqualTo(moved.json());
    till.post(path(paid), to).problem(402, "account_balances_disabled");
  }

  @Test
  void aPaymentStaysAtItsLocationUnlessAnotherIsNamed() {
    String wallet = shop.wallet(1_000);
    String main = shop.location("Main Street");
    JsonObject hold =
        till.post(
                "/v1/authorizations",
                Shop.move(wallet, 400).put("location_id", main).put("reference", "appointment-1"))
            .json(201);
    till.post("/v1/authorizations/" + hold.getString("id") + "/capture", Shop.amount(300))
        .expect(200);
    JsonObject capture = shop.history(wallet).get(0);
    JsonObject moved = till.post(path(capture), reference("appointment-2")).json(201);
    assertThat(moved.getJsonObject("refund").getString("reference")).isEqualTo("appointment-1");
    assertThat(moved.getJsonObject("refund").getString("location_id")).isEqualTo(main);
    assertThat(moved.getJsonObject("debit").getString("location_id")).isEqualTo(main);
    assertThat(moved.getJsonObject("debit").getLong("amount")).isEqualTo(-300);
    assertThat(shop.balance(wallet)).isEqualTo(700);
  }

  @Test
  void aReversalMovesItBack() {
    String wallet = shop.wallet(1_000);
    String main = shop.location("Main Street");
    JsonObject paid = till.post("/v1/debits", sale(wallet, 600, "appointment-1")).json(201);
    String key = Client.newKey();
    JsonObject to = reference("appointment-2").put("location_id", main);
    JsonObject moved = till.post(path(paid), key, to).json(201);
    till.post(refund(moved.getJsonObject("debit")), Shop.amount(100)).expect(201);
    JsonObject reversal = new JsonObject().put("wallet_id", wallet).put("idempotency_key", key);
    JsonObject undone = till(reversal);
    assertThat(undone.getString("outcome")).isEqualTo("reversed");
    JsonObject back = undone.getJsonObject("transaction");
    assertThat(back.getString("type")).isEqualTo("debit");
    assertThat(back.getString("reference")).isEqualTo("appointment-1");
    assertThat(back.getString("location_id")).isNull();
    assertThat(back.getLong("amount")).isEqualTo(-500);
    assertThat(shop.balance(wallet)).isEqualTo(500);
    assertThat(till(reversal).getString("outcome")).isEqualTo("already_reversed");
    till.post(path(paid), key, to).problem(409, "operation_fenced");
    till.post(refund(back), new JsonObject()).expect(201);
    assertThat(shop.balance(wallet)).isEqualTo(1_000);
  }

  @Test
  void ofMovesAndRefundsAtOnceNothingIsGivenBackTwice() {
    String wallet = shop.wallet(1_000);
    JsonObject paid = till.post("/v1/debits", sale(wallet, 1_000, "appointment-1")).json(201);
    List<CompletableFuture<Reply>> sent = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      sent.add(till.postLater(path(paid), Client.newKey(), reference("appointment-" + i)));
      sent.add(till.postLater(refund(paid), Client.newKey(), Shop.amount(10)));
    }
    long moves = 0;
    long refunds = 0;
    for (CompletableFuture<Reply> each : sent) {
      Reply reply = each.join();
      if (reply.status() == 201 && reply.json().containsKey("debit")) {
        moves++;
      } else if (reply.status() == 201) {
        refunds++;
      } else {
        reply.problem(422, "refund_exceeds_original");
      }
    }
    assertThat(moves).isEqualTo(1);
    assertThat(shop.balance(wallet)).isEqualTo(refunds * 10);
    assertThat(shop.available(wallet)).isEqualTo(refunds * 10);
  }

  @Test
  void whereNothingGoesOutNothingIsMoved() {
    String wallet = shop.wallet(1_000);
    JsonObject paid = till.post("/v1/debits", sale(wallet, 1_000, "appointment-1")).json(201);
    till.post(path(paid), new JsonObject()).problem(400, "invalid_request");
    till.post(path(paid), reference("x").put("location_id", wallet))
        .problem(422, "unknown_location");
    till.post("/v1/transactions/" + wallet + "/move", reference("x")).problem(404, "not_found");
    JsonObject deposit = shop.history(wallet).get(1);
    till.post(path(deposit), reference("x")).problem(422, "refund_exceeds_original");
    shop.admin()
        .patch("/v1/wallets/" + wallet, new JsonObject().put("status", "frozen"))
        .expect(200);
    till.post(path(paid), reference("x")).problem(402, "wallet_frozen");
  }

  private JsonObject till(JsonObject reversal) {
    return shop.with("gateway").post("/v1/reversals", reversal).json(200);
  }

  private static JsonObject sale(String wallet, long amount, String reference) {
    return Shop.move(wallet, amount).put("reference", reference);
  }

  private static JsonObject reference(String reference) {
    return new JsonObject().put("reference", reference);
  }

  private static String path(JsonObject transaction) {
    return "/v1/transactions/" + transaction.getString("id") + "/move";
  }

  private static String refund(JsonObject transaction) {
    return "/v1/transactions/" + transaction.getString("id") + "/refund";
  }
}
