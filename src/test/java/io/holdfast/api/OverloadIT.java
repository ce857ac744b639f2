package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.embedded.EmbeddedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Twice what the service can carry: it carries as much as before, what it takes in is answered
 * soon, and the rest is turned away before any work.
 *
 * <p>{@code -Dholdfast.overload.seconds=60} overloads it for a minute. The driver, the service and
 * its servers share the machine with whatever else runs on it, and turning away costs the driver
 * and the service time of the same processors: the figures are printed, and only half of the best
 * throughput is insisted on, where the aim is four fifths. Where it is the book that is slow, and
 * the processors idle, four fifths are insisted on.
 */
final class OverloadIT {
  private static final int SECONDS = Integer.getInteger("holdfast.overload.seconds", 10);
  private static final int WALLETS = 200;
  private static final int CLOSED_LOOP = 256;
  private static final int CONNECTIONS = 3_000;

  /** Of the 3 s that a request has. */
  private static final double P99_MILLIS_MAX = 2_000;

  private static EmbeddedServers servers;
  private static TestService service;
  private static Shop shop;
  private static List<String> wallets;

  @BeforeAll
  static void start() {
    servers = TestService.startServers();
    service = TestService.start(servers, Map.of());
    shop = Shop.open(service);
    wallets = new ArrayList<>();
    for (int i = 0; i < WALLETS; i++) {
      wallets.add(shop.wallet(1_000_000));
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    servers.close();
  }

  @Test
  void twiceTheLoadItCanCarryLeavesWhatItCarries() throws Exception {
    try (OpenLoop loop = new OpenLoop(shop, wallets, CONNECTIONS)) {
      var warmUp = loop.run(CLOSED_LOOP, 0, 4_000);
      OpenLoop.Result best = loop.run(CLOSED_LOOP, 0, 4_000);

      OpenLoop.Result twice = loop.run(CONNECTIONS, 2 * best.applied(), SECONDS * 1_000L);

      report("processors", warmUp, best, twice);
      judge(best, twice, 0.5);
      nothingOfTheRefusedIsInTheBook(loop);
      recoversAtOnce();
    }
  }

  @Test
  void aSlowBookIsNotPiledUpOn() throws Exception {
    try (OpenLoop loop = new OpenLoop(shop, wallets, CONNECTIONS)) {
      var warmUp = loop.run(CLOSED_LOOP, 0, 1_000);
      slow("0.4");
      try {
        // As many as fill a batch while another commits.
        OpenLoop.Result best = loop.run(600, 0, 4_000);

        OpenLoop.Result twice = loop.run(CONNECTIONS, 2 * best.applied(), SECONDS * 1_000L);

        report("slow book", warmUp, best, twice);
        judge(best, twice, 0.8);
        nothingOfTheRefusedIsInTheBook(loop);
      } finally {
        slow(null);
      }
      recoversAtOnce();
    }
  }

  private static void judge(OpenLoop.Result best, OpenLoop.Result twice, double share) {
    assertThat(twice.otherwise()).as(twice.oddest()).isZero();
    assertThat(twice.applied()).isGreaterThan(share * best.applied());
    assertThat(twice.p99Millis()).isLessThan(P99_MILLIS_MAX);
  }

  private static void nothingOfTheRefusedIsInTheBook(OpenLoop loop) {
    long spent =
        wallets.stream().mapToLong(wallet -> 1_000_000 - shop.balance(wallet)).sum() - spentBefore;
    spentBefore += spent;
    assertThat(spent).isEqualTo(loop.appliedInAll());
  }

  private static long spentBefore;

  private static void recoversAtOnce() {
    long since = System.nanoTime();
    shop.admin().post("/v1/debits", Shop.move(wallets.get(0), 1)).expect(201);
    spentBefore++;
    assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofMillis(500));
  }

  /** Makes each statement of the ledger take so many seconds more; null: none. */
  private static void slow(String seconds) {
    service.sql("DROP TRIGGER IF EXISTS slow ON journal");
    if (seconds != null) {
      service.sql(
          "CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
              + " 'BEGIN PERFORM pg_sleep("
              + seconds
              + "); RETURN NULL; END'");
      service.sql(
          "CREATE TRIGGER slow AFTER INSERT ON journal FOR EACH STATEMENT EXECUTE FUNCTION slow()");
    }
  }

  private static void report(String what, OpenLoop.Result... results) {
    for (OpenLoop.Result result : results) {
      System.out.println("overload, " + what + ": " + result);
    }
  }
}
