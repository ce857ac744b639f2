package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a chain does with balances, one use after the other, as its till and its desk do it. */
final class SalonDayIT {
  private static final JsonObject NOTHING = new JsonObject();

  private final Shop shop = Shop.open();
  private final Client desk = shop.with("checkout");

  @Test
  void aDepositTakenInASaleIsTheClientsOnceTheSaleIsPaid() {
    String wallet = shop.wallet(0);
    JsonObject sale = Shop.move(wallet, 5_000).put("reference", "sale-1881");
    String deposit = desk.post("/v1/deposits", sale).json(201).getString("id");
    assertThat(shop.balance(wallet)).isZero();
    desk.post("/v1/deposits/" + deposit + "/complete", NOTHING).expect(200);
    desk.post("/v1/deposits/" + deposit + "/complete", NOTHING).problem(409, "deposit_not_pending");
    assertThat(shop.balance(wallet)).isEqualTo(5_000);
  }

  @Test
  void aSaleIsPaidWithWhatThereIsAndTheRestAnotherWay() {
    String wallet = shop.wallet(3_000);
    JsonObject debit = Shop.move(wallet, 8_000).put("allow_partial", true);
    assertThat(desk.post("/v1/debits", debit).json(201).getLong("amount")).isEqualTo(-3_000);
  }

  @Test
  void theBalanceIsGoodAtEveryLocation() {
    String wallet = shop.wallet(0);
    String soho = shop.location("SoHo");
    String chiado = shop.location("Chiado");
    desk.post("/v1/credits", Shop.move(wallet, 4_000).put("location_id", soho)).expect(201);
    desk.post("/v1/debits", Shop.move(wallet, 1_500).put("location_id", chiado)).expect(201);
    JsonArray owed =
        shop.with("view_reports").get("/v1/reports/settlement").json(200).getJsonArray("data");
    assertThat(owed.encode()).contains(soho, chiado, "1500");
  }

  @Test
  void anIouIsPaidByTheNextDeposit() {
    String wallet = shop.wallet(0);
    shop.admin().patch("/v1/wallets/" + wallet, new JsonObject().put("credit_limit", 5_000));
    desk.post("/v1/debits", Shop.move(wallet, 4_200)).expect(201);
    assertThat(shop.balance(wallet)).isEqualTo(-4_200);
    desk.post("/v1/debits", Shop.move(wallet, 801)).problem(402, "insufficient_funds");
    desk.post("/v1/credits", Shop.move(wallet, 10_000)).expect(201);
    assertThat(shop.balance(wallet)).isEqualTo(5_800);
  }

  @Test
  void anyPaymentIsRefundedToTheBalanceAndNeverMoreThanIt() {
    String wallet = shop.wallet(2_500);
    String paid = desk.post("/v1/debits", Shop.move(wallet, 2_500)).json(201).getString("id");
    desk.post("/v1/transactions/" + paid + "/refund", Shop.amount(1_000)).expect(201);
    desk.post("/v1/transactions/" + paid + "/refund", Shop.amount(1_501))
        .problem(422, "refund_exceeds_original");
    JsonObject elsewhere = Shop.move(wallet, 700).put("type", "refund").put("reference", "card-7");
    desk.post("/v1/credits", elsewhere).expect(201);
    assertThat(shop.balance(wallet)).isEqualTo(1_700);
  }

  @Test
  void aDepositForOneAppointmentIsMovedToAnother() {
    String wallet = shop.wallet(2_500);
    JsonObject payment = Shop.move(wallet, 2_500).put("reference", "appointment-12");
    String paid = desk.post("/v1/debits", payment).json(201).getString("id");
    JsonObject moved =
        desk.post(
                "/v1/transactions/" + paid + "/move",
                new JsonObject().put("reference", "appointment-13"))
            .json(201);
    assertThat(moved.getJsonObject("debit").getString("reference")).isEqualTo("appointment-13");
    assertThat(moved.getJsonObject("refund").getString("refunds")).isEqualTo(paid);
    assertThat(shop.balance(wallet)).isZero();
    assertThat(shop.history(wallet)).hasSize(4);
  }

  @Test
  void whoMayAdjustsABalanceByHandWithANoteThatShows() {
    String wallet = shop.wallet(100);
    JsonObject gift = Shop.move(wallet, 2_000).put("note", "birthday");
    desk.post("/v1/adjustments", gift).problem(403, "forbidden");
    shop.with("adjust_balances").post("/v1/adjustments", gift).expect(201);
    JsonObject last = shop.history(wallet).get(0);
    assertThat(last.getString("note")).isEqualTo("birthday");
    assertThat(last.getJsonObject("actor").getString("name")).isEqualTo("till");
  }

  @Test
  void fiveCompletedAppointmentsEarnTwentyDollars() {
    String wallet = shop.wallet(0);
    shop.flow("Fifth visit", "appointment.completed", 5, false);
    Visits visits = new Visits(shop, "appointment.completed");
    String client = visits.clientOf(wallet);
    for (int i = 0; i < 6; i++) {
      visits.report(client, "appointment-" + wallet + "-" + i).expect(201);
    }
    TestServers.awaitUntil("the reward is given", () -> shop.balance(wallet) == 2_000);
    assertThat(shop.history(wallet).get(0).getJsonObject("source").getString("name"))
        .isEqualTo("Fifth visit");
  }

  @Test
  void aMembershipAddsMoneyEveryPeriod() {
    String wallet = shop.wallet(0);
    String client = shop.look(wallet).getJsonObject("client").getString("reference");
    Members members = new Members(shop);
    String plan = members.newPlan("month", 5_000);
    desk.post(Members.MEMBERSHIPS, Members.joining(plan, client, Instant.now(), "automatic"))
        .expect(201);
    TestServers.awaitUntil("the first period is credited", () -> shop.balance(wallet) == 5_000);
    JsonObject source = shop.history(wallet).get(0).getJsonObject("source");
    assertThat(source.getString("kind")).isEqualTo("membership");
  }

  @Test
  void aLimitSaysNoUntilItsWindowEnds() {
    String wallet = shop.wallet(10_000);
    JsonObject daily =
        new JsonObject()
            .put("scope", "wallet")
            .put("window", "day")
            .put("max_amount", 5_000)
            .put("currency", "USD");
    shop.admin().post("/v1/limits", daily).expect(201);
    desk.post("/v1/debits", Shop.move(wallet, 4_000)).expect(201);
    JsonObject no =
        desk.post("/v1/debits", Shop.move(wallet, 1_001)).problem(402, "velocity_exceeded");
    assertThat(Instant.parse(no.getString("resets_at"))).isAfter(Instant.now());
    desk.post("/v1/debits", Shop.move(wallet, 1_000)).expect(201);
  }

  @Test
  void aFileOfOpeningBalancesIsWorkedOffOnce() {
    String client = "cl_" + UUID.randomUUID();
    String csv =
        "client_reference,client_name,currency,balance,credit_limit\n"
            + client
            + ",Grace,USD,700,\n";
    String job = ImportsIT.send(shop, csv).json(202).getString("id");
    ImportsIT.send(shop, csv).expect(200);
    TestServers.awaitUntil(
        "the file is worked off",
        () ->
            shop.admin()
                .get("/v1/imports/" + job)
                .json(200)
                .getString("status")
                .equals("completed"));
    List<JsonObject> wallets = shop.admin().get("/v1/wallets?client_reference=" + client).data();
    assertThat(wallets).hasSize(1);
    assertThat(wallets.get(0).getLong("balance")).isEqualTo(700);
  }

  @Test
  void theRollForwardOfWhatClientsHoldCloses() {
    String wallet = shop.wallet(9_000);
    desk.post("/v1/debits", Shop.move(wallet, 2_000)).expect(201);
    JsonObject total =
        shop.with("view_reports")
            .get("/v1/reports/liability")
            .json(200)
            .getJsonObject("totals")
            .getJsonArray("currencies")
            .getJsonObject(0);
    assertThat(total.getLong("closing")).isEqualTo(7_000);
  }

  @Test
  void everythingThatHappenedIsInTheFeedInItsOrder() {
    String wallet = shop.wallet(1_000);
    String hold = shop.hold(wallet, 400);
    desk.post("/v1/authorizations/" + hold + "/capture", Shop.amount(300)).expect(200);
    assertThat(shop.told("wallet.*,transaction.*,authorization.*"))
        .extracting(event -> event.getString("type"))
        .containsExactly(
            "wallet.created",
            "transaction.created",
            "authorization.created",
            "transaction.created",
            "authorization.captured");
  }
}
