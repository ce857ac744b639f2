package io.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestServers;
import io.holdfast.authorize.Workload;
import io.holdfast.operation.Answer;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Operation.Capture;
import io.holdfast.operation.Operation.Expire;
import io.holdfast.operation.Operation.Increment;
import io.holdfast.operation.Operation.Refund;
import io.holdfast.operation.Operation.VoidHold;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A batch is its operations one by one: on two books that begin as copies of one another. */
final class BatchesIT {
  private static final int WALLETS = 5;
  private static final int BATCHES = 25;
  private static final int BATCH_MAX = 60;

  /** Everything but times. */
  private static final List<String> ROWS =
      List.of(
          "SELECT number, balance, held, credit_limit, allowance, status, version FROM wallets"
              + " ORDER BY number",
          "SELECT wallet, sequence, kind, operation_key, fingerprint, amount, held_change,"
              + " balance_after, held_after, available_after, debit_account, credit_account,"
              + " target, hold_amount, hold_captured, hold_voided, hold_status, location, actor,"
              + " reference, note, metadata FROM journal ORDER BY wallet, sequence",
          "SELECT wallet, sequence, business, status, amount, requested, captured, voided, house,"
              + " location, reference, metadata FROM holds ORDER BY wallet, sequence");

  static LongStream seeds() {
    return LongStream.of(1, new Random().nextLong());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aBatchDecidesAsTheSameOperationsOneByOne(long seed) {
    TestBusiness business = new TestBusiness(TestServers.book());
    List<WalletRef> wallets = new ArrayList<>();
    for (int i = 0; i < WALLETS; i++) {
      wallets.add(business.wallet(i == 0 ? 40 : 0));
    }
    PostgresOptions copy = TestServers.copy(business.book());
    Random random = new Random(seed);
    Workload workload = new Workload(random, business, wallets);
    Map<UUID, UUID> inCopy = new HashMap<>();
    try (TestCore core = TestCore.start(business.book(), TestServers.redisUri(), 1);
        TestCore other = TestCore.start(copy, TestServers.redisUri(), 1)) {
      for (int i = 0; i < BATCHES; i++) {
        endSome(random, workload, business.book(), copy, inCopy);
        List<Operation> batch = new ArrayList<>();
        int most = random.nextInt(4) == 0 ? BATCH_MAX : 6;
        for (int size = 1 + random.nextInt(most); size > 0; size--) {
          batch.add(workload.next());
        }
        List<Posted> together = together(core, batch);
        for (int j = 0; j < batch.size(); j++) {
          Operation translated = translated(batch.get(j), inCopy);
          Posted alone = TestServers.await(other.loop(0).run(it -> it.ledger().post(translated)));
          assertThat(outline(together.get(j)))
              .as("seed %d, batch %d, operation %d: %s", seed, i, j, batch.get(j))
              .isEqualTo(outline(alone));
          learn(together.get(j), alone, workload, inCopy);
        }
      }
    }
    for (String rows : ROWS) {
      assertThat(TestServers.rows(business.book(), rows))
          .as("seed %d: %s", seed, rows)
          .isEqualTo(TestServers.rows(copy, rows));
    }
    TestAudit.balances(business.book());
    TestAudit.balances(copy);
  }

  private static List<Posted> together(TestCore core, List<Operation> batch) {
    return TestServers.await(
        core.loop(0)
            .run(it -> Future.all(batch.stream().map(it.ledger()::post).toList()))
            .map(all -> all.list()));
  }

  private static void endSome(
      Random random,
      Workload workload,
      PostgresOptions book,
      PostgresOptions copy,
      Map<UUID, UUID> inCopy) {
    UUID hold = workload.anyHold();
    if (hold != null && random.nextBoolean()) {
      TestBusiness.end(book, hold);
      TestBusiness.end(copy, inCopy.get(hold));
    }
  }

  private static void learn(Posted here, Posted there, Workload workload, Map<UUID, UUID> inCopy) {
    if (here instanceof Posted.Applied applied && applied.receipt() != null) {
      Receipt copied = ((Posted.Applied) there).receipt();
      inCopy.putIfAbsent(applied.receipt().id(), copied.id());
      workload.learn(new Answer.Done(applied.receipt(), false));
    }
  }

  /** The same operation on the copy, where movements were made at other times. */
  private static Operation translated(Operation operation, Map<UUID, UUID> inCopy) {
    if (operation instanceof Capture it) {
      return new Capture(it.origin(), ref(it.hold(), inCopy), it.amount(), it.isFinal());
    } else if (operation instanceof VoidHold it) {
      return new VoidHold(it.origin(), ref(it.hold(), inCopy), it.amount());
    } else if (operation instanceof Increment it) {
      return new Increment(it.origin(), ref(it.hold(), inCopy), it.amount());
    } else if (operation instanceof Expire it) {
      return new Expire(it.origin(), ref(it.hold(), inCopy));
    } else if (operation instanceof Refund it) {
      return new Refund(it.origin(), ref(it.original(), inCopy), it.amount(), it.details());
    }
    return operation;
  }

  /** An id that was made up leads nowhere on either. */
  private static MovementRef ref(MovementRef ref, Map<UUID, UUID> inCopy) {
    return new MovementRef(inCopy.getOrDefault(ref.id(), madeUp(ref)));
  }

  private static UUID madeUp(MovementRef ref) {
    return Ids.movement(1, ref.wallet(), ref.sequence());
  }

  /** What was decided, without ids and times. */
  private static String outline(Posted posted) {
    if (!(posted instanceof Posted.Applied applied) || applied.receipt() == null) {
      return posted.toString();
    }
    String head = applied.sequence() + " " + applied.gain() + " ";
    if (applied.receipt() instanceof Receipt.Authorization it) {
      return head
          + List.of(it.walletId(), it.status(), it.amount(), it.requested(), it.captured())
          + List.of(it.voided(), it.currency(), it.location(), it.wallet())
          + it.reference()
          + it.metadata();
    }
    Receipt.Transaction it = (Receipt.Transaction) applied.receipt();
    return head
        + List.of(it.walletId(), it.kind(), it.amount(), it.currency(), it.location(), it.actor())
        + it.reference()
        + it.note()
        + it.metadata()
        + it.wallet();
  }
}
