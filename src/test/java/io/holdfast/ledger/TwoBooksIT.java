package io.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestServers;
import io.holdfast.metrics.MetricNames;
import io.holdfast.operation.Details;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Source;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same batches on two books, on one decided ahead where that can be, on the other by PostgreSQL
 * alone: what stands in the books afterwards is the same, to the last column.
 */
final class TwoBooksIT {
  private static final int WALLETS = 12;
  private static final int BATCHES = 150;

  /** Small ones can mostly be decided ahead as a whole, of large ones a part. */
  private static final int SMALL_MAX = 5;

  private static final int LARGE_MAX = 120;

  /** A book, whoever commits to it, and the same random choices as on the other one. */
  private static final class Side implements AutoCloseable {
    final TestBusiness business = new TestBusiness(TestServers.book());
    final TestCore core;
    final Random random;
    final List<WalletRef> wallets = new ArrayList<>();
    final List<UUID> holds = new ArrayList<>();
    final List<UUID> payments = new ArrayList<>();
    final List<Operation> past = new ArrayList<>();
    int keys;

    Side(long seed, int knownWalletsMax) {
      random = new Random(seed);
      Committer.Bounds bounds =
          new Committer.Bounds(1, 256, 1_000, 4_000, 1_000, 2_000, knownWalletsMax);
      core = TestCore.start(business.book(), TestServers.redisUri(), 1, bounds);
      for (int i = 0; i < WALLETS; i++) {
        wallets.add(business.wallet(i % 3 * 50L));
      }
    }

    /** Posts in one tick, and so in one batch; returns what is the same on both books. */
    List<String> batch() {
      List<Operation> operations = new ArrayList<>();
      int max = random.nextInt(4) == 0 ? LARGE_MAX : SMALL_MAX;
      for (int i = 1 + random.nextInt(max); i > 0; i--) {
        operations.add(next());
      }
      List<Future<Posted>> posted =
          TestServers.await(
              core.loop(0)
                  .run(
                      it ->
                          Future.succeededFuture(
                              operations.stream().map(it.ledger()::post).toList())));
      TestServers.await(Future.join(posted));
      List<String> outcomes = new ArrayList<>();
      for (int i = 0; i < operations.size(); i++) {
        past.add(operations.get(i));
        outcomes.add(outcome(posted.get(i).result()));
      }
      return outcomes;
    }

    private String outcome(Posted posted) {
      if (!(posted instanceof Posted.Applied applied)) {
        return posted.toString();
      }
      if (applied.receipt() instanceof Receipt.Authorization hold) {
        if (!holds.contains(hold.id())) {
          holds.add(hold.id());
        }
        return "%d %d %s %d %d %d %d %s"
            .formatted(
                applied.sequence(),
                applied.gain(),
                hold.status(),
                hold.amount(),
                hold.captured(),
                hold.voided(),
                hold.expiresAtMillis() - hold.createdAtMillis(),
                hold.wallet());
      } else if (applied.receipt() instanceof Receipt.Transaction transaction) {
        payments.add(transaction.id());
        return "%d %d %d %s %s"
            .formatted(
                applied.sequence(),
                applied.gain(),
                transaction.amount(),
                transaction.reference(),
                transaction.wallet());
      }
      return "%d %d".formatted(applied.sequence(), applied.gain());
    }

    private Operation next() {
      if (!past.isEmpty() && random.nextInt(60) == 0) {
        return past.get(random.nextInt(past.size()));
      }
      WalletRef wallet = wallets.get(random.nextInt(WALLETS));
      long amount = 1L + random.nextInt(40);
      long house = business.house();
      int dice = random.nextInt(100);
      UUID hold = holds.isEmpty() ? null : holds.get(recent(holds.size()));
      if (dice < 30) {
        return new Operation.Debit(origin(), wallet, amount, false, details(), house);
      } else if (dice < 50) {
        int expiresInSeconds = dice == 49 ? 30 : 3_600;
        return new Operation.Authorize(
            origin(), wallet, amount, amount + 1, false, expiresInSeconds, details(), house);
      } else if (dice < 68 && hold != null) {
        long part = dice % 3 == 0 ? 0 : amount / 2 + 1;
        return new Operation.Capture(origin(), new MovementRef(hold), part, dice % 2 == 0);
      } else if (dice < 74 && hold != null) {
        return new Operation.VoidHold(origin(), new MovementRef(hold), dice % 2 * (amount / 3 + 1));
      } else if (dice < 76 && hold != null) {
        return new Operation.Increment(origin(), new MovementRef(hold), 1);
      } else if (dice < 79 && !payments.isEmpty()) {
        MovementRef payment = new MovementRef(payments.get(recent(payments.size())));
        return new Operation.Refund(origin(), payment, 1, details());
      } else if (dice < 81) {
        return new Operation.Terms(origin(), wallet, null, amount * 2);
      } else if (dice < 85) {
        return new Operation.Adjust(origin(), wallet, amount - 20, details(), house, null);
      } else if (dice < 88) {
        Source source = new Source(77, Source.Kind.FLOW, new UUID(1, 2), "Flow");
        return new Operation.Credit(
            origin(), OperationKind.REWARD, wallet, amount, details(), house, source);
      }
      return new Operation.Credit(
          origin(), OperationKind.DEPOSIT, wallet, amount * 6, details(), house);
    }

    /** Places near the end are the likely ones, so that open holds are met. */
    private int recent(int size) {
      return Math.max(0, size - 1 - random.nextInt(20));
    }

    private Details details() {
      int number = random.nextInt(1_000);
      return new Details(
          number % 4,
          number % 3 == 0 ? null : "sale " + number,
          number % 5 == 0 ? "note " + number : null,
          number % 7 == 0 ? "{\"n\":\"" + number + "\"}" : null);
    }

    private Origin origin() {
      keys++;
      return new Origin(business.number(), keys % 3, OperationKey.of("key " + keys), keys);
    }

    List<List<String>> rows(String sql) {
      return TestServers.rows(business.book(), sql);
    }

    @Override
    public void close() {
      core.close();
    }
  }

  @Test
  void aRandomDayIsTheSameInBothBooks() {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("two books, seed " + seed);
    bothBooksAreTheSame(seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bothBooksAreTheSame(long seed) {
    try (Side ahead = new Side(seed, 1 << 20);
        Side blind = new Side(seed, 0)) {
      for (int i = 0; i < BATCHES; i++) {
        assertThat(ahead.batch())
            .describedAs("seed %d, batch %d", seed, i)
            .isEqualTo(blind.batch());
      }
      for (String sql : List.of(JOURNAL, HOLDS, WALLET_ROWS, TOLD)) {
        assertThat(ahead.rows(sql))
            .describedAs("seed %d, %s", seed, sql)
            .isEqualTo(blind.rows(sql));
      }
      String text = ahead.core.metrics().scrape();
      String name = MetricNames.POSTED + "{way=\"foreseen\"} ";
      double foreseen =
          text.lines()
              .filter(line -> line.startsWith(name))
              .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
              .sum();
      assertThat(foreseen).describedAs("foreseen, seed %d", seed).isGreaterThan(100);
      TestAudit.balances(ahead.business.book());
      TestAudit.balances(blind.business.book());
    }
  }

  private static final String JOURNAL =
      "SELECT wallet, sequence, kind, CASE WHEN sequence > 1 THEN operation_key END, fingerprint, amount, held_change, balance_after,"
          + " held_after, available_after, debit_account, credit_account, target, hold_amount,"
          + " hold_captured, hold_voided, hold_status, location, actor, reference, note, metadata"
          + " FROM journal ORDER BY wallet, sequence";
  private static final String HOLDS =
      "SELECT h.wallet, h.sequence, business, status, h.amount, requested, captured, voided, house,"
          + " h.location, h.reference, h.metadata, expires_at - h.created_at, charged,"
          + " h.created_at = j.created_at"
          + " FROM holds h LEFT JOIN journal j USING (wallet, sequence) ORDER BY 1, 2";
  private static final String WALLET_ROWS =
      "SELECT number, balance, held, credit_limit, allowance, status, version, changed_at ="
          + " (SELECT max(created_at) FROM journal WHERE wallet = number) FROM wallets ORDER BY 1";
  private static final String TOLD =
      "SELECT t.wallet, array_agg(t.sequence ORDER BY o.number, t.place)::text FROM outbox o"
          + " CROSS JOIN LATERAL unnest(o.wallets, o.sequences)"
          + " WITH ORDINALITY AS t (wallet, sequence, place) GROUP BY 1 ORDER BY 1";
}
