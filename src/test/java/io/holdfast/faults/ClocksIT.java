package io.holdfast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.authorize.HoldExpiry;
import io.holdfast.ledger.PostgresOptions;
import io.holdfast.ledger.Reads;
import io.holdfast.operation.Answer;
import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL's clock is set by an hour while it works. */
final class ClocksIT {
  private static final int HOUR = 3_600;
  private static final int DAY = 86_400;

  /** After its end by PostgreSQL's clock. */
  private static final Duration RELEASE = Duration.ofSeconds(5);

  private PostgresOptions book;
  private SkewedClock clock;
  private TestBusiness business;
  private TestOrders orders;
  private TestCore core;
  private TestRedis redis;
  private WalletRef wallet;

  @BeforeEach
  void start() {
    book = TestServers.book();
    clock = new SkewedClock(book);
    business = new TestBusiness(book);
    orders = new TestOrders(business);
    core = TestCore.start(book, TestServers.redisUri(), 2);
    redis = new TestRedis(core.vertx(), TestServers.redisUri());
    redis.ask("FLUSHALL");
    // As two instances have it: both find what is over.
    for (TestCore.Loop loop : core.loops()) {
      TestServers.await(
          loop.run(
              it -> {
                new HoldExpiry(it.timers(), it.lookups(), it.ledger(), it.authorizer()).start();
                return Future.succeededFuture();
              }));
    }
    wallet = business.wallet(0);
    done(orders.deposit(wallet, 1_000_000));
  }

  @AfterEach
  void theBooksBalance() {
    try {
      TestAudit.balances(book);
      TestAudit.cacheErrsLow(book, redis);
    } finally {
      redis.close();
      core.close();
    }
  }

  @Test
  void setForwardAndBackByAnHourEveryIdIsNewAndLeadsToWhatItNames() {
    Set<UUID> movements = new HashSet<>();
    List<UUID> holds = new ArrayList<>();
    Receipt.Authorization before = hold(100, DAY);
    for (int ahead : new int[] {0, HOUR, -HOUR, HOUR, 0, -HOUR, 0}) {
      clock.set(ahead);
      for (int i = 0; i < 5; i++) {
        assertThat(movements.add(done(orders.debit(wallet, 3)).id())).isTrue();
      }
      UUID deposit = done(orders.deposit(wallet, 2)).id();
      assertThat(movements.add(deposit)).isTrue();
      // What was begun by one clock is ended by another.
      Receipt.Authorization captured =
          (Receipt.Authorization) done(orders.capture(before.id(), 40, true));
      assertThat(captured.status()).isEqualTo(HoldStatus.CAPTURED);
      holds.add(before.id());
      before = hold(100, DAY);
    }
    done(orders.voidHold(before.id()));
    holds.add(before.id());
    assertThat(new HashSet<>(holds)).hasSameSizeAs(holds);
    TestCore.Loop loop = core.loop(0);
    for (UUID id : movements) {
      Optional<Receipt.Transaction> found =
          TestServers.await(
              loop.run(
                  it -> new Reads(core.vertx(), it.pool()).transaction(business.number(), id)));
      assertThat(found.orElseThrow().id()).isEqualTo(id);
    }
    for (UUID id : holds) {
      Optional<Receipt.Authorization> found =
          TestServers.await(
              loop.run(
                  it -> new Reads(core.vertx(), it.pool()).authorization(business.number(), id)));
      assertThat(found.orElseThrow().id()).isEqualTo(id);
    }
  }

  @Test
  void aHoldMadeAfterTheClockWasAheadEndsInItsTime() {
    clock.set(HOUR);
    done(orders.debit(wallet, 1));
    clock.set(0);
    // Its journal goes on from an hour ahead; the two seconds are of the right time.
    Receipt.Authorization hold = hold(100, 2);
    TestServers.awaitUntil(
        "it is released", RELEASE.plusSeconds(2), () -> releases(hold.id()) == 1);
    assertThat(status(hold)).isEqualTo("4");
  }

  @Test
  void whileTheClockIsBehindNothingExpiresAndOnceItIsRightItDoesWithinFiveSeconds() {
    Receipt.Authorization hold = hold(100, 2);
    clock.set(-HOUR);
    Receipt.Authorization lasting = hold(50, DAY);
    TestServers.awaitUntil(
        "its time is over by a right clock",
        () ->
            TestServers.ask(
                    book,
                    "SELECT expires_at < pg_catalog.clock_timestamp() FROM holds WHERE amount = 100")
                .equals("t"));
    assertThat(releases(hold.id())).isZero();
    clock.set(0);
    long right = System.nanoTime();
    TestServers.awaitUntil("it is released", RELEASE, () -> releases(hold.id()) == 1);
    assertThat(System.nanoTime() - right).isLessThan(RELEASE.toNanos());
    done(orders.capture(lasting.id(), 50, true));
    assertThat(releases(hold.id())).isEqualTo(1);
  }

  @Test
  void aHoldThatEndedByAClockSetAheadIsReleasedOnceAndStaysReleased() {
    Receipt.Authorization hold = hold(100, HOUR / 2);
    clock.set(HOUR);
    TestServers.awaitUntil("it is released", RELEASE, () -> releases(hold.id()) == 1);
    clock.set(0);
    assertThat(core.answer(orders.capture(hold.id(), 100, true)))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            it -> assertThat(it.reason()).isEqualTo(Refusal.AUTHORIZATION_NOT_OPEN));
    Receipt.Authorization next = hold(100, HOUR / 2);
    clock.set(-HOUR);
    done(orders.capture(next.id(), 100, true));
    clock.set(HOUR);
    done(orders.debit(wallet, 1));
    assertThat(releases(hold.id())).isEqualTo(1);
    assertThat(releases(next.id())).isZero();
    assertThat(TestServers.ask(book, "SELECT held FROM wallets WHERE number = " + wallet.number()))
        .isEqualTo("0");
  }

  private Receipt.Authorization hold(long amount, int expiresInSeconds) {
    return (Receipt.Authorization) done(orders.authorize(wallet, amount, expiresInSeconds));
  }

  private Receipt done(Operation operation) {
    Answer answer = core.answer(operation);
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done) answer).receipt();
  }

  private String status(Receipt.Authorization hold) {
    return TestServers.ask(book, "SELECT status FROM holds WHERE " + at(hold.id(), "sequence"));
  }

  /** How often the hold was released because its time was over. */
  private int releases(UUID hold) {
    return Integer.parseInt(
        TestServers.ask(
            book, "SELECT count(*) FROM journal WHERE kind = 5 AND " + at(hold, "target")));
  }

  private static String at(UUID movement, String column) {
    return "wallet = %d AND %s = %d"
        .formatted(Ids.number(movement), column, Ids.sequence(movement));
  }
}
