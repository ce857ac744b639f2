package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.embedded.EmbeddedServers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Instances that die in the midst of it, and instances that compete: each period once. */
final class MembershipCrashIT {
  private static final int MEMBERS = 12;
  private static final long GATE = 4_711;
  private static final Duration SOON = Duration.ofSeconds(40);

  private EmbeddedServers servers;
  private TestService service;
  private int business;

  /** Where an instance is when it is killed: about to make this change. */
  enum Window {
    BEGINNING_PERIODS("membership_periods", "INSERT"),
    CREDITING_THEM("journal", "INSERT"),
    NOTING_THE_CREDIT("membership_periods", "UPDATE");

    private final String table;
    private final String event;

    Window(String table, String event) {
      this.table = table;
      this.event = event;
    }
  }

  @BeforeEach
  void start() {
    servers = TestService.startServers();
    service = TestService.start(servers, Map.of());
    Shop shop = Shop.open(service);
    business = shop.number();
    Members members = new Members(shop);
    String plan = members.newPlan("month", 100);
    for (int i = 0; i < MEMBERS; i++) {
      members.join(plan, Instant.now().plus(1, ChronoUnit.DAYS), "automatic");
    }
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  @ParameterizedTest
  @EnumSource(Window.class)
  void aPeriodIsCreditedOnceWhereverItsInstanceIsKilled(Window window) throws Exception {
    service.close();
    try (Connection gate = service.owner();
        Statement statement = gate.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + GATE + ")");
      Members.begin(service, business);
      holdUp(window);
      try (ChildService child = ChildService.start(environment())) {
        Deadline.within(SOON, () -> assertThat(waiting()).isPositive());
        child.kill();
      }
      boolean posted = window == Window.NOTING_THE_CREDIT;
      assertThat(Members.credits(service, business)).isEqualTo(posted ? MEMBERS : 0);
      statement.execute("DROP TRIGGER hold_up ON " + window.table);
      statement.execute("SELECT pg_advisory_unlock(" + GATE + ")");
    }
    service = TestService.start(servers, Map.of());
    eachIsCreditedOnce(1);
    service.close();
  }

  @Test
  void twoInstancesShareTheWorkAndCreditEachPeriodOnce() {
    Members.begin(service, business);
    try (TestService other = TestService.start(servers, Map.of())) {
      assertThat(other.apiPort()).isNotEqualTo(service.apiPort());
      eachIsCreditedOnce(1);
    }
    service.close();
  }

  @Test
  void periodsMissedWhileNobodyRanAreMadeUp() {
    service.close();
    service.sql(
        "UPDATE memberships SET starts_at = m.t, next_due_at = m.t, anchor = m.t AT TIME ZONE 'UTC'"
            + " FROM (SELECT date_trunc('milliseconds', now() - interval '93 days') AS t) m"
            + " WHERE business = ?",
        business);
    service = TestService.start(servers, Map.of());
    // The first, and those after one, two and three months: 93 days are more than any three.
    eachIsCreditedOnce(4);
    assertThat(
            service.sql(
                "SELECT count(*) FROM membership_periods p JOIN membership_periods b"
                    + " ON b.membership = p.membership AND b.number = p.number - 1"
                    + " WHERE p.transaction_id < b.transaction_id OR p.starts_at <> b.ends_at"))
        .isEqualTo(0L);
    service.close();
  }

  private void eachIsCreditedOnce(int periods) {
    Deadline.within(
        SOON,
        () ->
            assertThat(
                    service.sql(
                        "SELECT count(*) FROM membership_periods"
                            + " WHERE business = ? AND status = 'credited'",
                        business))
                .isEqualTo((long) MEMBERS * periods));
    assertThat(Members.credits(service, business)).isEqualTo((long) MEMBERS * periods);
    assertThat(Members.wrong(service, business)).isZero();
  }

  /** Whoever is about to make the window's change waits until the gate is opened. */
  private void holdUp(Window window) {
    service.sql(
        "CREATE OR REPLACE FUNCTION hold_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " PERFORM pg_advisory_xact_lock_shared("
            + GATE
            + "); RETURN new; END $$");
    service.sql(
        "CREATE TRIGGER hold_up BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION hold_up()"
            .formatted(window.event, window.table));
  }

  private long waiting() {
    return (Long)
        service.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
  }

  private Map<String, String> environment() {
    return Map.of(
        "HOLDFAST_POSTGRES_URI", servers.postgres().orElseThrow().uri(),
        "HOLDFAST_REDIS_URI", servers.redis().orElseThrow().uri(),
        "HOLDFAST_EVENT_LOOPS", "1");
  }
}
