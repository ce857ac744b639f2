package io.holdfast.api;

import static io.holdfast.api.Shop.amount;
import static io.holdfast.api.Shop.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Money moved in one step: debits, credits, refunds and adjustments. */
final class MovementsIT {
  private static final long MAX = 9_007_199_254_740_991L;

  private final Shop shop = Shop.open();
  private final Client admin = shop.admin();

  @Test
  void aDebitTakesItsAmountAndTellsAllThatWasAsked() {
    String wallet = shop.wallet(10_000);
    String location = shop.location("Chiado");
    JsonObject metadata = new JsonObject().put("till", "3");
    JsonObject body =
        move(wallet, 2500)
            .put("location_id", location)
            .put("reference", "sale-1881")
            .put("metadata", metadata);

    JsonObject debit = Shapes.transaction(admin.post("/v1/debits", body).json(201));

    assertThat(debit.getString("type")).isEqualTo("debit");
    assertThat(debit.getString("wallet_id")).isEqualTo(wallet);
    assertThat(debit.getLong("amount")).isEqualTo(-2500);
    assertThat(debit.getString("currency")).isEqualTo("USD");
    assertThat(debit.getLong("balance_after")).isEqualTo(7500);
    assertThat(debit.getString("location_id")).isEqualTo(location);
    assertThat(debit.getString("reference")).isEqualTo("sale-1881");
    assertThat(debit.getValue("note")).isNull();
    assertThat(debit.getJsonObject("metadata")).isEqualTo(metadata);
    assertThat(debit.getValue("authorization_id")).isNull();
    assertThat(debit.getValue("refunds")).isNull();
    assertThat(debit.getJsonObject("actor").getString("name")).isEqualTo("owner");
    assertThat(debit.getJsonObject("wallet")).isEqualTo(balances(7500, 0, 7500));
    assertThat(transaction(debit)).isEqualTo(debit);
    assertThat(shop.history(wallet).get(0)).isEqualTo(debit);
  }

  @Test
  void aDebitLeavesWhatIsHeld() {
    String wallet = shop.wallet(1000);
    shop.hold(wallet, 400);
    JsonObject problem =
        admin.post("/v1/debits", move(wallet, 601)).problem(402, "insufficient_funds");
    assertThat(problem.getLong("available")).isEqualTo(600);
    JsonObject debit = admin.post("/v1/debits", move(wallet, 600)).json(201);
    assertThat(debit.getJsonObject("wallet")).isEqualTo(balances(400, 400, 0));
  }

  @Test
  void aPartialDebitTakesWhatThereIs() {
    String wallet = shop.wallet(300);
    JsonObject body = move(wallet, 1000).put("allow_partial", true);

    JsonObject debit = Shapes.transaction(admin.post("/v1/debits", body).json(201));

    assertThat(debit.getLong("amount")).isEqualTo(-300);
    assertThat(debit.getLong("balance_after")).isZero();
    admin.post("/v1/debits", body).problem(402, "insufficient_funds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deposit", "refund", "reward"})
  void aCreditAddsItsAmountAsWhatItIs(String type) {
    String wallet = shop.wallet(0);
    String location = shop.location("SoHo");
    JsonObject body =
        move(wallet, 700)
            .put("type", type)
            .put("location_id", location)
            .put("reference", "sale-1")
            .put("note", "Grüße, \u2603")
            .put("metadata", new JsonObject().put("a", ""));

    JsonObject credit = Shapes.transaction(admin.post("/v1/credits", body).json(201));

    assertThat(credit.getString("type")).isEqualTo(type);
    assertThat(credit.getLong("amount")).isEqualTo(700);
    assertThat(credit.getLong("balance_after")).isEqualTo(700);
    assertThat(credit.getString("note")).isEqualTo("Grüße, \u2603");
    assertThat(credit.getString("reference")).isEqualTo("sale-1");
    assertThat(credit.getString("location_id")).isEqualTo(location);
    assertThat(credit.getJsonObject("metadata")).isEqualTo(body.getJsonObject("metadata"));
    assertThat(credit.getJsonObject("wallet")).isEqualTo(balances(700, 0, 700));
    assertThat(transaction(credit)).isEqualTo(credit);
    admin.post("/v1/debits", move(wallet, 700)).expect(201);
  }

  @Test
  void aCreditIsADepositUnlessSaid() {
    String wallet = shop.wallet(0);
    JsonObject credit = admin.post("/v1/credits", move(wallet, 1)).json(201);
    assertThat(credit.getString("type")).isEqualTo("deposit");
  }

  @Test
  void refundsOfADebitGiveBackNoMoreThanItTook() {
    String wallet = shop.wallet(1000);
    JsonObject debit = admin.post("/v1/debits", move(wallet, 600)).json(201);

    JsonObject body = amount(250).put("reference", "back-1").put("note", "too long");
    JsonObject refund = Shapes.transaction(refund(debit, body).json(201));

    assertThat(refund.getString("type")).isEqualTo("refund");
    assertThat(refund.getLong("amount")).isEqualTo(250);
    assertThat(refund.getLong("balance_after")).isEqualTo(650);
    assertThat(refund.getString("refunds")).isEqualTo(debit.getString("id"));
    assertThat(refund.getString("reference")).isEqualTo("back-1");
    assertThat(refund.getString("note")).isEqualTo("too long");
    assertThat(transaction(refund)).isEqualTo(refund);
    refund(debit, amount(351)).problem(422, "refund_exceeds_original");
    assertThat(refund(debit, new JsonObject()).json(201).getLong("amount")).isEqualTo(350);
    refund(debit, amount(1)).problem(422, "refund_exceeds_original");
    refund(debit, new JsonObject()).problem(422, "refund_exceeds_original");
    assertThat(shop.balance(wallet)).isEqualTo(1000);
    assertThat(transaction(debit)).isEqualTo(debit);
  }

  @Test
  void aCaptureIsRefundedLikeADebitAndWhereItWasMade() {
    String wallet = shop.wallet(1000);
    String location = shop.location("SoHo");
    JsonObject there = move(wallet, 400).put("location_id", location);
    String hold = admin.post("/v1/authorizations", there).json(201).getString("id");
    admin.post("/v1/authorizations/" + hold + "/capture", amount(300)).expect(200);
    JsonObject capture = shop.history(wallet).get(0);

    JsonObject refund =
        admin
            .post("/v1/transactions/" + capture.getString("id") + "/refund", Client.newKey(), "")
            .json(201);

    assertThat(refund.getLong("amount")).isEqualTo(300);
    assertThat(refund.getString("refunds")).isEqualTo(capture.getString("id"));
    assertThat(refund.getString("location_id")).isEqualTo(location);
    assertThat(transaction(refund)).isEqualTo(refund);
    assertThat(shop.balance(wallet)).isEqualTo(1000);
  }

  @Test
  void whatWasNotSpentIsNotRefunded() {
    String wallet = shop.wallet(1000);
    JsonObject deposit = shop.history(wallet).get(0);
    JsonObject debit = admin.post("/v1/debits", move(wallet, 500)).json(201);
    JsonObject refund = refund(debit, new JsonObject()).json(201);

    refund(deposit, amount(1)).problem(422, "refund_exceeds_original");
    refund(refund, amount(1)).problem(422, "refund_exceeds_original");
    assertThat(shop.balance(wallet)).isEqualTo(1000);
  }

  @Test
  void anAdjustmentGoesBothWaysButNotBelowWhatIsAvailable() {
    String wallet = shop.wallet(0);

    JsonObject up = admin.post("/v1/adjustments", move(wallet, 80).put("note", "gift")).json(201);
    assertThat(Shapes.transaction(up).getString("type")).isEqualTo("adjustment");
    assertThat(up.getLong("amount")).isEqualTo(80);
    assertThat(up.getString("note")).isEqualTo("gift");
    JsonObject down = admin.post("/v1/adjustments", move(wallet, -30)).json(201);
    assertThat(Shapes.transaction(down).getLong("amount")).isEqualTo(-30);
    assertThat(down.getLong("balance_after")).isEqualTo(50);
    JsonObject problem =
        admin.post("/v1/adjustments", move(wallet, -51)).problem(402, "insufficient_funds");
    assertThat(problem.getLong("available")).isEqualTo(50);
    assertThat(shop.history(wallet)).containsExactly(down, up);
  }

  @Test
  void aBalanceGoesUpToTheCeilingAndNoFurther() {
    String wallet = shop.wallet(MAX);
    assertThat(shop.balance(wallet)).isEqualTo(MAX);

    admin.post("/v1/credits", move(wallet, 1)).problem(422, "amount_out_of_range");
    admin.post("/v1/credits", move(wallet, MAX)).problem(422, "amount_out_of_range");
    admin.post("/v1/adjustments", move(wallet, 1)).problem(422, "amount_out_of_range");
    admin
        .patch("/v1/wallets/" + wallet, new JsonObject().put("credit_limit", 1))
        .problem(422, "amount_out_of_range");
    JsonObject debit = admin.post("/v1/debits", move(wallet, MAX)).json(201);
    assertThat(debit.getLong("amount")).isEqualTo(-MAX);
    assertThat(debit.getLong("balance_after")).isZero();
  }

  @Test
  void everyCurrencyIsItsOwn() {
    String yen = shop.wallet(1250, "JPY");
    admin.post("/v1/debits", move(yen, 1)).problem(422, "currency_mismatch");
    JsonObject debit = admin.post("/v1/debits", move(yen, 1250).put("currency", "JPY")).json(201);
    assertThat(debit.getString("currency")).isEqualTo("JPY");
    assertThat(debit.getLong("balance_after")).isZero();
  }

  @Test
  void theActorIsTheKeyThatMovedTheMoney() {
    String wallet = shop.wallet(100);
    JsonObject key = shop.key("checkout");
    Client till = shop.service().client(key.getString("secret"));

    JsonObject debit = till.post("/v1/debits", move(wallet, 1)).json(201);

    assertThat(debit.getJsonObject("actor").getString("id")).isEqualTo(key.getString("id"));
    assertThat(debit.getJsonObject("actor").getString("name")).isEqualTo("till");
  }

  private Reply refund(JsonObject original, JsonObject body) {
    return admin.post("/v1/transactions/" + original.getString("id") + "/refund", body);
  }

  private JsonObject transaction(JsonObject made) {
    return Shapes.transaction(admin.get("/v1/transactions/" + made.getString("id")).json(200));
  }

  private static JsonObject balances(long balance, long held, long available) {
    return new JsonObject().put("balance", balance).put("held", held).put("available", available);
  }
}
