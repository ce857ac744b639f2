package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.embedded.EmbeddedServers;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many periods that begin at one midnight, while the tills go on. Takes the system properties
 * {@code memberships.due} (3,000), {@code memberships.rate} of checkouts a second (200) and {@code
 * memberships.seconds} (60) in which they must be done.
 */
final class MembershipLoadIT {
  private static final int DUE = Integer.getInteger("memberships.due", 3_000);
  private static final int RATE = Integer.getInteger("memberships.rate", 200);
  private static final int SECONDS_MAX = Integer.getInteger("memberships.seconds", 60);
  private static final int CONNECTIONS = 32;
  private static final int CHUNK = 1_000;
  private static final int WINDOW_MILLIS = 2_000;

  @Test
  void manyPeriodsThatBeginAtOnceAreWorkedOffWhileCheckoutsGoOn() throws IOException {
    try (EmbeddedServers servers = TestService.startServers();
        TestService service = TestService.start(servers, Map.of())) {
      Shop shop = Shop.open(service);
      List<String> wallets = IntStream.range(0, 50).mapToObj(i -> shop.wallet(1_000_000)).toList();
      members(shop);
      try (OpenLoop tills = new OpenLoop(shop, wallets, CONNECTIONS)) {
        tills.run(CONNECTIONS, RATE, 2L * WINDOW_MILLIS); // Warm.
        print("without", tills.run(CONNECTIONS, RATE, 3L * WINDOW_MILLIS));
        long since = System.nanoTime();
        Members.begin(service, shop.number());
        long refused = 0;
        while (credited(shop) < DUE) {
          OpenLoop.Result with = tills.run(CONNECTIONS, RATE, WINDOW_MILLIS);
          print("with", with);
          refused += with.refused() + with.otherwise();
          long seconds = (System.nanoTime() - since) / 1_000_000_000L;
          assertThat(seconds).as("%d of %d", credited(shop), DUE).isLessThan(SECONDS_MAX);
        }
        System.out.printf(
            "%d periods credited in %.1f s at most%n", DUE, (System.nanoTime() - since) / 1e9);
        print("without", tills.run(CONNECTIONS, RATE, 3L * WINDOW_MILLIS));
        assertThat(refused).isZero();
      }
      assertThat(Members.credits(service, shop.number())).isEqualTo(DUE);
      assertThat(Members.wrong(service, shop.number())).isZero();
    }
  }

  /** So many members of one plan whose first period has not begun. */
  private static void members(Shop shop) {
    String plan = new Members(shop).newPlan("month", 5_000);
    // A lock for each client's key is held to the end of a statement: not for all at once.
    for (int from = 1; from <= DUE; from += CHUNK) {
      shop.service()
          .sql(
              "SELECT count(start_membership(?, 0, gen_random_uuid(), p.number, 'm_' || i, 0,"
                  + " 'automatic', ?::timestamptz, '2030-01-01')) FROM generate_series(?, ?) i,"
                  + " membership_plans p WHERE p.id = ?::uuid",
              shop.number(),
              Instant.parse("2030-01-01T00:00:00Z").toString(),
              from,
              Math.min(from + CHUNK - 1, DUE),
              plan);
    }
    shop.service().sql("ANALYZE");
  }

  private static long credited(Shop shop) {
    return (Long)
        shop.service()
            .sql(
                "SELECT count(*) FROM membership_periods"
                    + " WHERE business = ? AND status = 'credited'",
                shop.number());
  }

  private static void print(String what, OpenLoop.Result result) {
    System.out.printf(
        "%s: %.0f checkouts/s of %.0f, median %.2f ms, p99 %.2f ms%n",
        what, result.applied(), result.offered(), result.medianMillis(), result.p99Millis());
  }
}
