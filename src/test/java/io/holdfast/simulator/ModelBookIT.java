package io.holdfast.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestServers;
import io.holdfast.authorize.Workload;
import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulator's book is the real one: whatever is posted to both is answered alike, to the last
 * field, and looks alike afterwards. That a batch is its operations one by one, is for another
 * test. A failure names its seed, which makes it happen again.
 */
final class ModelBookIT {
  private static final int WALLETS = 4;
  private static final int STEPS = 2_500;
  private static final int MANY = 1_000;

  private TestBusiness business;
  private TestCore core;
  private Random random;
  private Scheduler time;
  private ModelBook model;
  private String where;

  static LongStream seeds() {
    return LongStream.of(1, 2, new Random().nextLong());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theModelAnswersAndIsLeftAsTheRealOne(long seed) {
    System.out.println("model of PostgreSQL, seed " + seed);
    random = new Random(seed);
    business = new TestBusiness(TestServers.book());
    time = new Scheduler(seed);
    model = new ModelBook(time, business.number());
    List<WalletRef> wallets = wallets();
    Workload workload = new Workload(random, business, wallets);
    try (TestCore started = TestCore.start(business.book(), TestServers.redisUri(), 1)) {
      core = started;
      for (int step = 0; step < STEPS; step++) {
        where = "seed " + seed + ", step " + step;
        endSome(workload);
        Operation operation = asServiceItself(workload.next());
        Posted real = ask(loop -> loop.ledger().post(operation));
        setClock(operation, real);
        assertThat(comparable(real))
            .as("%s: %s", where, operation)
            .isEqualTo(comparable(model.post(operation)));
        compareLookups(operation, real);
        if (real instanceof Posted.Applied applied) {
          workload.learn(new Answer.Done(applied.receipt(), false));
        }
      }
      wallets.forEach(wallet -> compareWhatIsLeft(wallet.number()));
    }
  }

  private List<WalletRef> wallets() {
    List<WalletRef> wallets = new ArrayList<>();
    for (int i = 0; i < WALLETS; i++) {
      long limit = i == 0 ? 40 : 0;
      WalletRef ref = business.wallet(limit);
      model.open(ref, limit);
      wallets.add(ref);
    }
    return wallets;
  }

  private void endSome(Workload workload) {
    UUID hold = workload.anyHold();
    if (hold != null && random.nextInt(40) == 0) {
      model.book.end(hold, business.end(hold));
    }
  }

  /** Whoever settles what others left does not know the business. */
  private Operation asServiceItself(Operation operation) {
    Origin it = operation.origin();
    return operation instanceof Operation.Block && random.nextBoolean()
        ? operation.withOrigin(new Origin(0, 0, it.key(), 0))
        : operation;
  }

  /** To when the real one did it. */
  private void setClock(Operation operation, Posted real) {
    long millis = System.currentTimeMillis();
    if (real instanceof Posted.Applied applied) {
      if (applied.receipt() instanceof Receipt.Transaction made) {
        millis = made.createdAtMillis();
      } else if (applied.receipt() instanceof Receipt.Authorization hold
          && operation.kind() == OperationKind.AUTHORIZE) {
        millis = hold.createdAtMillis();
      }
    }
    time.step((millis - 1) * 1_000);
  }

  private static Posted comparable(Posted posted) {
    // What is available goes with one refusal only.
    return posted instanceof Posted.Refused refused
            && refused.reason() != Refusal.INSUFFICIENT_FUNDS
        ? new Posted.Refused(refused.reason(), 0)
        : posted;
  }

  private void compareLookups(Operation operation, Posted real) {
    long wallet = operation.wallet();
    UUID key = operation.origin().key().hash();
    Optional<Lookups.Review> review = ask(loop -> loop.lookups().review(wallet, key));
    assertThat(review)
        .as("%s: review after %s", where, operation)
        .isEqualTo(
            model.standing(wallet).map(it -> new Lookups.Review(it, model.taken(wallet, key))));
    if (review.isEmpty()) {
      return;
    }
    List<UUID> keys =
        List.of(key, UUID.randomUUID(), operation.origin().nextAttempt().key().hash());
    Lookups.Snapshot snapshot = ask(loop -> loop.lookups().snapshot(wallet, keys)).orElseThrow();
    assertThat(snapshot.wallet()).as(where).isEqualTo(model.standing(wallet).orElseThrow());
    assertThat(snapshot.committed())
        .as(where)
        .containsExactlyInAnyOrderElementsOf(model.committed(wallet, keys));
    if (real instanceof Posted.Repeated it && model.receipt(wallet, it.sequence()) != null) {
      Receipt receipt = ask(loop -> loop.lookups().receipt(wallet, it.kind(), it.sequence()));
      assertThat(withoutEnd(receipt))
          .as("%s: receipt of %s", where, it)
          .isEqualTo(withoutEnd(model.receipt(wallet, it.sequence())));
    }
    if (random.nextInt(20) == 0) {
      time.step(System.currentTimeMillis() * 1_000);
      List<Lookups.Expired> expired = ask(loop -> loop.lookups().expired(MANY));
      assertThat(expired)
          .as("%s: holds that are over", where)
          .containsExactlyInAnyOrderElementsOf(model.expired());
    }
  }

  /** The end of a hold's time is moved here, behind the back of answers given before. */
  private static Receipt withoutEnd(Receipt receipt) {
    return receipt instanceof Receipt.Authorization it
        ? new Receipt.Authorization(
            it.id(),
            it.walletId(),
            it.status(),
            it.amount(),
            it.requested(),
            it.captured(),
            it.voided(),
            it.currency(),
            it.location(),
            it.reference(),
            it.metadata(),
            0,
            it.createdAtMillis(),
            it.wallet())
        : receipt;
  }

  private void compareWhatIsLeft(long wallet) {
    assertThat(model.book.sums(wallet)).as(where).isEqualTo(model.book.state(wallet));
    assertThat(
            TestServers.rows(
                business.book(),
                "SELECT sequence, status, amount, requested, captured, voided FROM holds"
                    + " WHERE wallet = %d ORDER BY sequence".formatted(wallet)))
        .as("%s: holds of %d", where, wallet)
        .isEqualTo(
            model.book.authorizations(wallet).stream()
                .map(
                    it ->
                        LongStream.of(
                                Ids.sequence(it.id()),
                                it.status().code(),
                                it.amount(),
                                it.requested(),
                                it.captured(),
                                it.voided())
                            .mapToObj(Long::toString)
                            .toList())
                .toList());
  }

  private <T> T ask(Function<TestCore.Loop, Future<T>> question) {
    return TestServers.await(core.loop(0).run(question));
  }
}
