package io.holdfast.api;

import static io.holdfast.api.Members.MEMBERSHIPS;
import static io.holdfast.api.Members.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A membership that adds money every period, from its plan to its last period. */
final class MembershipsIT {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final JsonObject NOTHING = new JsonObject();

  private Shop shop;
  private Members members;
  private Client admin;

  @BeforeEach
  void open() {
    shop = Shop.open();
    members = new Members(shop);
    admin = shop.admin();
  }

  @Test
  void aMemberIsCreditedByItselfAtTheStartOfEachPeriod() {
    String plan = members.newPlan("month", 5_000);
    JsonObject membership = members.join(plan, Instant.now(), "automatic");
    String id = membership.getString("id");
    String wallet = membership.getString("wallet_id");
    assertThat(membership.getString("status")).isEqualTo("active");
    assertThat(membership.getInteger("next_period")).isEqualTo(2);
    Deadline.within(SOON, () -> assertThat(shop.balance(wallet)).isEqualTo(5_000));
    JsonObject credit = shop.history(wallet).get(0);
    assertThat(credit.getString("type")).isEqualTo("membership");
    assertThat(credit.getJsonObject("source"))
        .isEqualTo(
            new JsonObject().put("kind", "membership").put("id", id).put("name", "Monthly 50"));
    Deadline.within(
        SOON,
        () -> {
          JsonObject period = members.period(id, 1);
          assertThat(period.getString("status")).isEqualTo("credited");
          assertThat(period.getString("transaction_id")).isEqualTo(credit.getString("id"));
        });
  }

  @Test
  void whatWasMissedSinceTheStartIsMadeUpInOrderByTheCalendarOfTheBusiness() {
    ZoneId zone = ZoneId.of("America/New_York");
    shop.service()
        .sql("UPDATE businesses SET time_zone = ? WHERE number = ?", zone.getId(), shop.number());
    Instant start = Instant.now().minus(100, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
    JsonObject membership = members.join(members.newPlan("month", 100), start, "automatic");
    String id = membership.getString("id");
    LocalDateTime local = LocalDateTime.ofInstant(start, zone);
    List<String> starts =
        IntStream.range(0, 5)
            .mapToObj(month -> local.plusMonths(month).atZone(zone).toInstant())
            .filter(instant -> !instant.isAfter(Instant.now()))
            .map(Instant::toString)
            .toList();
    Deadline.within(
        SOON,
        () ->
            assertThat(members.periods(id))
                .hasSize(starts.size())
                .allMatch(period -> period.getString("status").equals("credited")));
    for (int n = 1; n <= starts.size(); n++) {
      assertThat(Instant.parse(members.period(id, n).getString("starts_at")))
          .isEqualTo(Instant.parse(starts.get(n - 1)));
    }
    List<JsonObject> history = shop.history(membership.getString("wallet_id"));
    assertThat(history.stream().map(each -> each.getString("id")))
        .containsExactlyElementsOf(
            members.periods(id).stream().map(each -> each.getString("transaction_id")).toList());
  }

  @Test
  void aPeriodCollectedElsewhereIsDueUntilItIsReportedPaid() {
    JsonObject membership =
        members.join(members.newPlan("month", 5_000), Instant.now(), "external");
    String id = membership.getString("id");
    String wallet = membership.getString("wallet_id");
    assertThat(members.period(id, 1).getString("status")).isEqualTo("due");
    String key = Client.newKey();
    JsonObject body = new JsonObject().put("reference", "pay_7731");
    JsonObject paid = admin.post(at(id, 1, "paid"), key, body).json(200);
    assertThat(paid.getString("status")).isEqualTo("credited");
    assertThat(shop.balance(wallet)).isEqualTo(5_000);
    JsonObject credit = shop.history(wallet).get(0);
    assertThat(credit.getString("reference")).isEqualTo("pay_7731");
    assertThat(credit.getJsonObject("actor").getString("name")).isEqualTo("owner");
    assertThat(paid.getString("transaction_id")).isEqualTo(credit.getString("id"));

    Reply again = admin.post(at(id, 1, "paid"), key, body);
    assertThat(again.isReplay()).isTrue();
    assertThat(again.json(200)).isEqualTo(paid);
    admin.post(at(id, 1, "paid"), key, NOTHING).problem(422, "idempotency_key_reused");
    assertThat(admin.post(at(id, 1, "paid"), NOTHING).json(200)).isEqualTo(paid);
    admin.post(at(id, 1, "failed"), NOTHING).problem(409, "period_not_open");
    admin.post(at(id, 1, "paid"), null, NOTHING).problem(400, "idempotency_key_missing");
    for (String n : new String[] {"0", "2", "-1", "01", "x", "99999999999"}) {
      admin
          .post(MEMBERSHIPS + "/" + id + "/periods/" + n + "/paid", NOTHING)
          .problem(404, "not_found");
    }
    assertThat(shop.balance(wallet)).isEqualTo(5_000);
  }

  @Test
  void aPeriodReportedPaidByManyAtOnceIsCreditedOnce() {
    JsonObject membership = members.join(members.newPlan("week", 70), Instant.now(), "external");
    String id = membership.getString("id");
    String shared = Client.newKey();
    List<CompletableFuture<Reply>> reports =
        IntStream.range(0, 24)
            .mapToObj(
                i ->
                    admin.postLater(
                        at(id, 1, "paid"), i % 2 == 0 ? shared : Client.newKey(), NOTHING))
            .toList();
    String transaction = null;
    for (CompletableFuture<Reply> report : reports) {
      String credited = report.join().json(200).getString("transaction_id");
      assertThat(transaction == null || transaction.equals(credited)).isTrue();
      transaction = credited;
    }
    assertThat(shop.balance(membership.getString("wallet_id"))).isEqualTo(70);
  }

  @Test
  void afterTheFifthFailureInSevenDaysAPeriodIsUnpaidAndALatePaymentStillCounts() {
    JsonObject membership = members.join(members.newPlan("month", 900), Instant.now(), "external");
    String id = membership.getString("id");
    String key = Client.newKey();
    JsonObject first = admin.post(at(id, 1, "failed"), key, NOTHING).json(200);
    assertThat(first.getString("status")).isEqualTo("past_due");
    assertThat(admin.post(at(id, 1, "failed"), key, NOTHING).json(200)).isEqualTo(first);
    // Longer ago than seven days: it does not count towards the five.
    shop.service()
        .sql(
            "UPDATE membership_periods SET failures = ARRAY[now() - interval '8 days']"
                + " WHERE business = ?",
            shop.number());
    for (int failure = 2; failure <= 5; failure++) {
      assertThat(admin.post(at(id, 1, "failed"), NOTHING).json(200).getString("status"))
          .isEqualTo("past_due");
    }
    JsonObject unpaid = admin.post(at(id, 1, "failed"), NOTHING).json(200);
    assertThat(unpaid.getString("status")).isEqualTo("unpaid");
    assertThat(unpaid.getInteger("failure_count")).isEqualTo(6);
    assertThat(admin.post(at(id, 1, "failed"), NOTHING).json(200).getString("status"))
        .isEqualTo("unpaid");
    admin.post(MEMBERSHIPS + "/" + id + "/cancel", NOTHING).expect(200);
    assertThat(admin.post(at(id, 1, "paid"), NOTHING).json(200).getString("status"))
        .isEqualTo("credited");
    assertThat(shop.balance(membership.getString("wallet_id"))).isEqualTo(900);
  }

  @Test
  void noPeriodBeginsDuringAPauseAndTheRhythmStays() {
    Instant start = Instant.now().plus(1, ChronoUnit.HOURS);
    JsonObject membership = members.join(members.newPlan("week", 100), start, "external");
    String id = membership.getString("id");
    assertThat(membership.getString("status")).isEqualTo("scheduled");
    String key = Client.newKey();
    JsonObject paused = admin.post(MEMBERSHIPS + "/" + id + "/pause", key, NOTHING).json(200);
    assertThat(paused.getString("status")).isEqualTo("paused");
    assertThat(paused.getValue("next_period")).isNull();
    // Seventeen days on: the first three starts have passed.
    shop.service()
        .sql(
            "UPDATE memberships SET starts_at = starts_at - interval '17 days',"
                + " anchor = anchor - interval '17 days' WHERE business = ?",
            shop.number());
    JsonObject resumed = admin.post(MEMBERSHIPS + "/" + id + "/resume", NOTHING).json(200);
    assertThat(resumed.getString("status")).isEqualTo("active");
    assertThat(resumed.getInteger("next_period")).isEqualTo(4);
    assertThat(Instant.parse(resumed.getString("next_period_at")))
        .isEqualTo(start.plus(4, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS));
    assertThat(members.periods(id)).isEmpty();
    assertThat(admin.post(MEMBERSHIPS + "/" + id + "/resume", NOTHING).json(200))
        .isEqualTo(resumed);
    Reply again = admin.post(MEMBERSHIPS + "/" + id + "/pause", key, NOTHING);
    assertThat(again.isReplay()).isTrue();
    assertThat(again.json(200)).isEqualTo(paused);
    assertThat(members.look(id)).isEqualTo(resumed);
  }

  @Test
  void aPeriodThatBeganBeforeThePauseIsCreditedAllTheSame() {
    JsonObject membership =
        members.join(
            members.newPlan("month", 300), Instant.now().plus(1, ChronoUnit.HOURS), "automatic");
    String id = membership.getString("id");
    members.beginNow();
    JsonObject paused = admin.post(MEMBERSHIPS + "/" + id + "/pause", NOTHING).json(200);
    assertThat(paused.getString("status")).isEqualTo("paused");
    Deadline.within(
        SOON, () -> assertThat(shop.balance(membership.getString("wallet_id"))).isEqualTo(300));
  }

  @Test
  void aCancelledMembershipKeepsWhatItGaveAndNeverComesBack() {
    JsonObject membership = members.join(members.newPlan("week", 100), Instant.now(), "automatic");
    String id = membership.getString("id");
    String wallet = membership.getString("wallet_id");
    Deadline.within(SOON, () -> assertThat(shop.balance(wallet)).isEqualTo(100));
    JsonObject cancelled = admin.post(MEMBERSHIPS + "/" + id + "/cancel", NOTHING).json(200);
    assertThat(cancelled.getString("status")).isEqualTo("cancelled");
    assertThat(cancelled.getValue("next_period_at")).isNull();
    assertThat(admin.post(MEMBERSHIPS + "/" + id + "/cancel", NOTHING).json(200))
        .isEqualTo(cancelled);
    admin.post(MEMBERSHIPS + "/" + id + "/resume", NOTHING).problem(409, "membership_cancelled");
    admin.post(MEMBERSHIPS + "/" + id + "/pause", NOTHING).problem(409, "membership_cancelled");
    assertThat(shop.balance(wallet)).isEqualTo(100);
  }

  @Test
  void aFrozenWalletIsCreditedAndAClosedOneHoldsNobodyUp() {
    String plan = members.newPlan("month", 40);
    Instant start = Instant.now().plus(1, ChronoUnit.HOURS);
    JsonObject closed = members.join(plan, start, "automatic");
    JsonObject frozen = members.join(plan, start, "automatic");
    JsonObject external = members.join(plan, Instant.now(), "external");
    set(closed, "closed");
    set(frozen, "frozen");
    set(external, "closed");
    members.beginNow();
    Deadline.within(
        SOON, () -> assertThat(shop.balance(frozen.getString("wallet_id"))).isEqualTo(40));
    Deadline.within(
        SOON,
        () ->
            assertThat(members.period(closed.getString("id"), 1).getString("status"))
                .isEqualTo("rejected"));
    String paid = at(external.getString("id"), 1, "paid");
    String key = Client.newKey();
    admin.post(paid, key, NOTHING).problem(402, "wallet_closed");
    set(external, "active");
    assertThat(admin.post(paid, key, NOTHING).json(200).getString("status")).isEqualTo("credited");
    admin.post(at(closed.getString("id"), 1, "paid"), NOTHING).problem(409, "period_not_open");
  }

  @Test
  void whileBalancesAreOffCreditsWaitAndAreThenMadeUp() {
    JsonObject membership =
        members.join(
            members.newPlan("month", 80), Instant.now().plus(1, ChronoUnit.HOURS), "automatic");
    String id = membership.getString("id");
    balances(false);
    members.beginNow();
    JsonObject other = members.look(id);
    Deadline.within(
        SOON,
        () ->
            admin
                .post(MEMBERSHIPS + "/" + UUID.randomUUID() + "/pause", NOTHING)
                .problem(402, "account_balances_disabled"));
    // Whoever is due after it and elsewhere has been served: so it would have been.
    Shop next = Shop.open();
    Members nexts = new Members(next);
    JsonObject served = nexts.join(nexts.newPlan("month", 80), Instant.now(), "automatic");
    Deadline.within(
        SOON, () -> assertThat(next.balance(served.getString("wallet_id"))).isEqualTo(80));
    assertThat(members.look(id)).isEqualTo(other);
    assertThat(shop.balance(membership.getString("wallet_id"))).isZero();
    balances(true);
    Deadline.within(
        SOON, () -> assertThat(shop.balance(membership.getString("wallet_id"))).isEqualTo(80));
  }

  @Test
  void theClientsWalletIsUsedAndOpenedIfThereIsNone() {
    String plan = members.newPlan("month", 10);
    String client = "cl_" + UUID.randomUUID();
    String wallet =
        admin.post("/v1/wallets", Shop.opening(client, "USD")).json(201).getString("id");
    JsonObject body = Members.joining(plan, client, Instant.now(), "external");
    String key = Client.newKey();
    JsonObject joined = admin.post(MEMBERSHIPS, key, body).json(201);
    assertThat(joined.getString("wallet_id")).isEqualTo(wallet);
    Reply again = admin.post(MEMBERSHIPS, key, body);
    assertThat(again.isReplay()).isTrue();
    assertThat(again.json(201)).isEqualTo(joined);
    admin
        .post(MEMBERSHIPS, key, body.copy().put("collection", "automatic"))
        .problem(422, "idempotency_key_reused");
    JsonObject opened = members.join(plan, Instant.now(), "external");
    JsonObject its = shop.look(opened.getString("wallet_id"));
    assertThat(its.getString("currency")).isEqualTo("USD");
    assertThat(its.getJsonObject("client").getString("reference"))
        .isEqualTo(opened.getString("client_reference"));
    assertThat(admin.get(MEMBERSHIPS + "?client_reference=" + client).data())
        .containsExactly(joined);
  }

  @Test
  void aStartTooLongAgoOrTooFarAheadIsRefused() {
    String plan = members.newPlan("month", 10);
    for (long days : new long[] {-367, 1_828}) {
      Instant start = Instant.now().plus(days, ChronoUnit.DAYS);
      JsonObject problem =
          admin
              .post(MEMBERSHIPS, Members.joining(plan, "cl_1", start, "external"))
              .problem(400, "invalid_request");
      assertThat(problem.encode()).contains("/starts_at");
    }
    admin.post(MEMBERSHIPS, NOTHING).problem(400, "invalid_request");
    admin
        .post(
            MEMBERSHIPS,
            Members.joining(UUID.randomUUID().toString(), "cl_1", Instant.now(), "external"))
        .problem(404, "not_found");
  }

  @Test
  void membershipsAreListedByClientStatusAndPlan() {
    String plan = members.newPlan("month", 10);
    String other = members.newPlan("year", 10);
    JsonObject first = members.join(plan, Instant.now(), "external");
    JsonObject second = members.join(plan, Instant.now(), "external");
    JsonObject third = members.join(other, Instant.now(), "external");
    JsonObject paused =
        admin.post(MEMBERSHIPS + "/" + second.getString("id") + "/pause", NOTHING).json(200);
    assertThat(Pages.ids(admin, MEMBERSHIPS, 2))
        .containsExactly(third.getString("id"), second.getString("id"), first.getString("id"));
    assertThat(admin.get(MEMBERSHIPS + "?status=paused").data()).containsExactly(paused);
    assertThat(admin.get(MEMBERSHIPS + "?plan_id=" + other).data()).containsExactly(third);
    assertThat(
            admin
                .get(
                    MEMBERSHIPS
                        + "?status=active&plan_id="
                        + plan
                        + "&client_reference="
                        + first.getString("client_reference"))
                .data())
        .containsExactly(first);
    admin.get(MEMBERSHIPS + "?status=captured").problem(400, "invalid_request");
    admin.get(MEMBERSHIPS + "?cursor=AAAA").problem(400, "invalid_request");
  }

  private void set(JsonObject membership, String status) {
    admin
        .patch(
            "/v1/wallets/" + membership.getString("wallet_id"),
            new JsonObject().put("status", status))
        .expect(200);
  }

  private void balances(boolean enabled) {
    shop.service()
        .sql(
            "UPDATE businesses SET account_balances_enabled = ? WHERE number = ?",
            enabled,
            shop.number());
  }
}
