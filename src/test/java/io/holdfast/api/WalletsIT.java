package io.holdfast.api;

import static io.holdfast.api.Shop.amount;
import static io.holdfast.api.Shop.move;
import static io.holdfast.api.Shop.opening;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wallets: opening them, looking at them, and changing their terms. */
final class WalletsIT {
  private final Shop shop = Shop.open();
  private final Client admin = shop.admin();

  @Test
  void aNewWalletIsEmptyActiveAndShownInFull() {
    JsonObject body = opening("cl_1042", "USD").put("credit_limit", 700);

    JsonObject wallet = Shapes.wallet(admin.post("/v1/wallets", body).json(201));

    assertThat(wallet.getJsonObject("client")).isEqualTo(body.getJsonObject("client"));
    assertThat(wallet.getString("currency")).isEqualTo("USD");
    assertThat(wallet.getLong("balance")).isZero();
    assertThat(wallet.getLong("held")).isZero();
    assertThat(wallet.getLong("credit_limit")).isEqualTo(700);
    assertThat(wallet.getLong("available")).isEqualTo(700);
    assertThat(wallet.getString("status")).isEqualTo("active");
    assertThat(Instant.parse(wallet.getString("created_at")))
        .isBetween(Instant.now().minusSeconds(10), Instant.now().plusSeconds(1));
    assertThat(shop.look(wallet.getString("id"))).isEqualTo(wallet);
  }

  @Test
  void aClientMayBeNamedLaterAndTheCreditLimitIsNothingUnlessSaid() {
    JsonObject body = opening("cl_1", "JPY");
    body.getJsonObject("client").remove("name");

    JsonObject wallet = Shapes.wallet(admin.post("/v1/wallets", body).json(201));

    assertThat(wallet.getJsonObject("client").getValue("name")).isNull();
    assertThat(wallet.getLong("credit_limit")).isZero();
  }

  @Test
  void theUsualCreditLimitIsThatOfTheBusiness() {
    shop.service()
        .sql(
            "UPDATE businesses SET negative_balances_enabled = true, default_credit_limit = 2500"
                + " WHERE number = ?",
            shop.number());
    int[] count = {0};
    Deadline.within(
        Duration.ofSeconds(5),
        () -> {
          JsonObject body = opening("usual " + count[0]++, "USD");
          assertThat(admin.post("/v1/wallets", body).json(201).getLong("credit_limit"))
              .isEqualTo(2500);
        });
  }

  @Test
  void aClientHasOneWalletInACurrency() {
    String first = admin.post("/v1/wallets", opening("cl_7", "USD")).json(201).getString("id");

    JsonObject problem =
        admin.post("/v1/wallets", opening("cl_7", "USD")).problem(409, "wallet_exists");

    assertThat(problem.getString("wallet_id")).isEqualTo(first);
    admin.post("/v1/wallets", opening("cl_7", "EUR")).expect(201);
    assertThat(admin.get("/v1/wallets?client_reference=cl_7").data())
        .extracting(wallet -> wallet.getString("currency"))
        .containsExactlyInAnyOrder("EUR", "USD");
  }

  @Test
  void walletsAreListedNewestFirstEachOnce() {
    List<String> opened = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      opened.add(0, shop.wallet(0));
    }
    assertThat(Pages.ids(admin, "/v1/wallets", 3)).containsExactlyElementsOf(opened);
    assertThat(Pages.ids(admin, "/v1/wallets", 7)).containsExactlyElementsOf(opened);
    assertThat(Pages.ids(admin, "/v1/wallets", 200)).containsExactlyElementsOf(opened);
    admin.get("/v1/wallets").data().forEach(Shapes::wallet);
    assertThat(admin.get("/v1/wallets?client_reference=nobody").data()).isEmpty();
  }

  @Test
  void aListGoesOnWhereItWasThoughMoreIsAdded() {
    List<String> opened = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      opened.add(0, shop.wallet(0));
    }
    JsonObject first = Shapes.page(admin.get("/v1/wallets?limit=2").json(200));
    shop.wallet(0);
    String cursor = first.getString("next_cursor");

    JsonObject second = admin.get("/v1/wallets?limit=2&cursor=" + cursor).json(200);

    assertThat(Pages.ids(second)).containsExactlyElementsOf(opened.subList(2, 4));
    assertThat(second.getValue("next_cursor")).isNull();
  }

  @Test
  void theHistoryTellsEveryMovementNewestFirst() {
    String wallet = shop.wallet(1000);
    List<String> moved = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      moved.add(0, admin.post("/v1/debits", move(wallet, i)).json(201).getString("id"));
    }
    String path = "/v1/wallets/" + wallet + "/transactions";

    List<String> told = Pages.ids(admin, path, 2);

    assertThat(told).hasSize(6).startsWith(moved.toArray(String[]::new));
    shop.history(wallet).forEach(Shapes::transaction);
    assertThat(shop.history(wallet))
        .extracting(made -> made.getLong("balance_after"))
        .containsExactly(985L, 990L, 994L, 997L, 999L, 1000L);
  }

  @Test
  void theBalanceAtAMomentIsWhatTheLastChangeUntilThenLeft() {
    String wallet = shop.wallet(500);
    String deposited = shop.history(wallet).get(0).getString("created_at");
    Deadline.nextMillisecond();
    String hold = shop.hold(wallet, 200);
    String held = admin.get("/v1/authorizations/" + hold).json(200).getString("created_at");
    Deadline.nextMillisecond();
    admin.post("/v1/debits", move(wallet, 50)).expect(201);

    assertThat(moment(wallet, "?at=" + deposited)).containsExactly(500, 0, 500);
    assertThat(moment(wallet, "?at=" + held)).containsExactly(500, 200, 300);
    assertThat(moment(wallet, "")).containsExactly(450, 200, 250);
    assertThat(moment(wallet, "?at=2099-01-01T00:00:00%2B02:00")).containsExactly(450, 200, 250);
    assertThat(moment(wallet, "?at=2020-01-01T00:00:00.000Z")).containsExactly(0, 0, 0);
    admin.get("/v1/wallets/" + wallet + "/balance?at=yesterday").problem(400, "invalid_request");
  }

  @Test
  void anIouIsPaidByTheNextDeposit() {
    String wallet = shop.wallet(0);
    admin.post("/v1/debits", move(wallet, 1)).problem(402, "insufficient_funds");

    JsonObject changed = admin.patch("/v1/wallets/" + wallet, limit(5000)).json(200);
    assertThat(Shapes.wallet(changed).getLong("available")).isEqualTo(5000);
    JsonObject debit = admin.post("/v1/debits", move(wallet, 3000)).json(201);

    assertThat(debit.getLong("balance_after")).isEqualTo(-3000);
    JsonObject problem =
        admin.post("/v1/debits", move(wallet, 2001)).problem(402, "insufficient_funds");
    assertThat(problem.getLong("available")).isEqualTo(2000);
    JsonObject deposit = admin.post("/v1/credits", move(wallet, 4000)).json(201);
    assertThat(deposit.getLong("balance_after")).isEqualTo(1000);
    assertThat(shop.available(wallet)).isEqualTo(6000);
  }

  @Test
  void aLoweredCreditLimitStopsSpendingAndUndoesNothing() {
    String wallet = shop.wallet(0);
    admin.patch("/v1/wallets/" + wallet, limit(1000)).expect(200);
    admin.post("/v1/debits", move(wallet, 800)).expect(201);

    JsonObject lowered = admin.patch("/v1/wallets/" + wallet, limit(100)).json(200);

    assertThat(Shapes.wallet(lowered).getLong("available")).isEqualTo(-700);
    admin.post("/v1/debits", move(wallet, 1)).problem(402, "insufficient_funds");
    admin.post("/v1/credits", move(wallet, 750)).expect(201);
    admin.post("/v1/debits", move(wallet, 51)).problem(402, "insufficient_funds");
    admin.post("/v1/debits", move(wallet, 50)).expect(201);
    assertThat(shop.balance(wallet)).isEqualTo(-100);
  }

  @Test
  void outOfAFrozenWalletNothingGoesButMoneyComesInAndHoldsEnd() {
    String wallet = shop.wallet(1000);
    String captured = shop.hold(wallet, 100);
    String voided = shop.hold(wallet, 100);
    String kept = shop.hold(wallet, 100);
    assertThat(status(wallet, "frozen").json(200).getString("status")).isEqualTo("frozen");

    admin.post("/v1/debits", move(wallet, 1)).problem(402, "wallet_frozen");
    admin.post("/v1/debits", move(wallet, 99_999)).problem(402, "wallet_frozen");
    admin.post("/v1/authorizations", move(wallet, 1)).problem(402, "wallet_frozen");
    admin
        .post("/v1/authorizations/" + kept + "/increment", amount(1))
        .problem(402, "wallet_frozen");
    admin.post("/v1/adjustments", move(wallet, -1)).problem(402, "wallet_frozen");

    admin.post("/v1/credits", move(wallet, 5)).expect(201);
    admin.post("/v1/adjustments", move(wallet, 5)).expect(201);
    admin.post("/v1/authorizations/" + captured + "/capture", new JsonObject()).expect(200);
    admin.post("/v1/authorizations/" + voided + "/void", new JsonObject()).expect(200);
    assertThat(shop.available(wallet)).isEqualTo(810);

    status(wallet, "active").expect(200);
    admin.post("/v1/debits", move(wallet, 810)).expect(201);
  }

  @Test
  void onlyAnEmptyWalletIsClosedAndThenItStaysEmpty() {
    String wallet = shop.wallet(100);
    String hold = shop.hold(wallet, 100);
    status(wallet, "closed").problem(409, "wallet_not_empty");
    admin.post("/v1/authorizations/" + hold + "/void", new JsonObject()).expect(200);
    status(wallet, "closed").problem(409, "wallet_not_empty");
    admin.post("/v1/debits", move(wallet, 100)).expect(201);
    assertThat(status(wallet, "closed").json(200).getString("status")).isEqualTo("closed");

    admin.post("/v1/debits", move(wallet, 1)).problem(402, "wallet_closed");
    admin.post("/v1/credits", move(wallet, 1)).problem(402, "wallet_closed");
    admin.post("/v1/authorizations", move(wallet, 1)).problem(402, "wallet_closed");
    admin.post("/v1/adjustments", move(wallet, 1)).problem(402, "wallet_closed");
    assertThat(shop.balance(wallet)).isZero();
  }

  @Test
  void anIouKeepsAWalletOpen() {
    String wallet = shop.wallet(0);
    admin.patch("/v1/wallets/" + wallet, limit(10)).expect(200);
    admin.post("/v1/debits", move(wallet, 10)).expect(201);
    status(wallet, "closed").problem(409, "wallet_not_empty");
  }

  @Test
  void severalThingsChangeAtOnceAndAllOfThemAreAnswered() {
    String wallet = shop.wallet(0);
    JsonObject change =
        limit(42)
            .put("status", "frozen")
            .put("client", new JsonObject().put("name", "Grace Hopper"));

    JsonObject changed = Shapes.wallet(admin.patch("/v1/wallets/" + wallet, change).json(200));

    assertThat(changed.getLong("credit_limit")).isEqualTo(42);
    assertThat(changed.getString("status")).isEqualTo("frozen");
    assertThat(changed.getJsonObject("client").getString("name")).isEqualTo("Grace Hopper");
    assertThat(shop.look(wallet)).isEqualTo(changed);
    JsonObject rename = new JsonObject().put("client", new JsonObject().put("name", "Ada"));
    assertThat(admin.patch("/v1/wallets/" + wallet, rename).json(200).getLong("credit_limit"))
        .isEqualTo(42);
  }

  private int[] moment(String wallet, String query) {
    JsonObject then = admin.get("/v1/wallets/" + wallet + "/balance" + query).json(200);
    return new int[] {
      then.getInteger("balance"), then.getInteger("held"), then.getInteger("available")
    };
  }

  private Reply status(String wallet, String status) {
    return admin.patch("/v1/wallets/" + wallet, new JsonObject().put("status", status));
  }

  private static JsonObject limit(long creditLimit) {
    return new JsonObject().put("credit_limit", creditLimit);
  }
}
