package io.holdfast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.authorize.Settler;
import io.holdfast.faults.FaultProxy.Direction;
import io.holdfast.gate.RedisMarks;
import io.holdfast.ledger.Committer;
import io.holdfast.ledger.PostgresOptions;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL works, and the network between it and the service does not. */
final class LostAnswersIT {
  private static final int CALLERS = 40;
  private static final Committer.Bounds BOUNDS =
      new Committer.Bounds(1, 256, 4_096, 3_000, 1_000, 2_000, 1 << 20);
  private static final Duration RETURN = Duration.ofSeconds(5);

  private PostgresOptions book;
  private FaultProxy network;
  private TestCore core;
  private TestRedis redis;
  private TestOrders orders;
  private List<WalletRef> wallets;
  private Storm storm;

  @BeforeEach
  void start() {
    book = TestServers.book();
    network = FaultProxy.to(book.port());
    TestBusiness business = new TestBusiness(book);
    orders = new TestOrders(business);
    core = TestCore.start(network.inFrontOf(book), TestServers.redisUri(), 2, BOUNDS);
    redis = new TestRedis(core.vertx(), TestServers.redisUri());
    redis.ask("FLUSHALL");
    TestServers.await(
        core.loop(1)
            .run(
                it -> {
                  new Settler(it.timers(), it.gate(), new RedisMarks(it.link()), it.ledger())
                      .start();
                  return Future.succeededFuture();
                }));
    wallets = Storm.wallets(business, orders, core);
    storm = new Storm(core, orders, wallets);
  }

  @AfterEach
  void stop() {
    network.heal();
    redis.close();
    core.close();
    network.close();
  }

  @Test
  void whereverTheAnswerOfACommitIsCutItsCallerLearnsTheTruth() {
    WalletRef wallet = wallets.get(0);
    int done = 0;
    for (int bytes = 0; bytes < 500; bytes += 20) {
      network.cutAfter(Direction.TO_CLIENT, bytes);
      Operation deposit = orders.deposit(wallet, 1);
      long since = System.nanoTime();
      Throwable fault =
          TestServers.await(
              core.loop(0).submit(deposit).<Throwable>map(it -> null).otherwise(it -> it));
      assertThat(System.nanoTime() - since).as("after %d bytes", bytes).isLessThan(2_000_000_000L);
      // It was committed, and was found. Or the session broke before, on an answer of its own.
      if (fault != null) {
        assertThat(((Fault) fault).outcome()).isEqualTo(Fault.Outcome.NOT_APPLIED);
      }
      assertThat(times(deposit)).as("after %d bytes", bytes).isEqualTo(fault == null ? 1 : 0);
      done += fault == null ? 1 : 0;
      network.heal();
      awaitUp();
    }
    assertThat(done).isGreaterThan(15);
    everythingIsThereOnce();
  }

  @Test
  void whereverARequestIsCutNothingHappensTwice() {
    WalletRef wallet = wallets.get(0);
    for (int bytes = 0; bytes < 1_000; bytes += 50) {
      network.cutAfter(Direction.TO_SERVER, bytes);
      Operation deposit = orders.deposit(wallet, 1);
      boolean done = TestServers.await(core.loop(0).submit(deposit).map(true).otherwise(false));
      assertThat(times(deposit)).as("after %d bytes", bytes).isEqualTo(done ? 1 : 0);
      awaitUp();
      assertThat(core.answer(deposit)).isInstanceOf(Answer.Done.class);
      assertThat(times(deposit)).as("after %d bytes", bytes).isEqualTo(1);
    }
    everythingIsThereOnce();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsSwallowedIsNotWaitedForAndMayComeLate(boolean isLost) {
    storm.begin(CALLERS);
    TestServers.awaitUntil("the storm blows", () -> storm.told().size() > 1_000);
    if (isLost) {
      network.drop(Direction.TO_SERVER);
      network.drop(Direction.TO_CLIENT);
    } else {
      network.freeze(); // It is delivered in the end, when nobody wants it any more.
    }
    TestServers.awaitUntil(
        "it counts as stalled", Duration.ofMillis(1_700), () -> !core.committer().isUp());
    Operation debit = orders.debit(wallets.get(0), 1);
    long since = System.nanoTime();
    assertThat(TestServers.awaitFailure(core.loop(0).submit(debit)))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.outcome()).isEqualTo(Fault.Outcome.NOT_APPLIED));
    assertThat(System.nanoTime() - since).isLessThan(300_000_000L);
    TestServers.awaitUntil("it is given up", () -> core.committer().givenUp() > 0);
    network.heal();
    long back = System.nanoTime();
    TestServers.awaitUntil("it is up", RETURN, () -> core.committer().isUp());
    List<Future<?>> reads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      UUID key = UUID.randomUUID();
      reads.add(core.loop(i).run(it -> it.lookups().review(wallets.get(0).number(), key)));
    }
    long asked = System.nanoTime();
    TestServers.await(Future.all(reads));
    assertThat(System.nanoTime() - asked).isLessThan(1_000_000_000L);
    storm.awaitDoneSentAfter(back, RETURN);
    storm.end();
    // One for the ledger and two for each loop's reads; nothing that hangs is left behind.
    TestServers.awaitUntil(
        "connections are as before", Duration.ofSeconds(10), () -> network.connections() <= 5);
    everythingIsThereOnce();
  }

  @Test
  void aSlowNetworkIsNoOutage() {
    network.delay(50);
    storm.begin(CALLERS);
    TestServers.awaitUntil("the storm blows", () -> storm.told().size() > 200);
    storm.end();
    assertThat(storm.told()).allMatch(Storm.Told::isDone);
    everythingIsThereOnce();
  }

  private void awaitUp() {
    TestServers.awaitUntil("it is up", RETURN, () -> core.committer().isUp());
  }

  /** How often the operation, in its first attempt or the next, is in the journal. */
  private int times(Operation operation) {
    return Integer.parseInt(
        TestServers.ask(
            book,
            "SELECT count(*) FROM journal WHERE kind < 12 AND operation_key IN ('%s', '%s')"
                .formatted(
                    operation.origin().key().hash(), operation.origin().key().next().hash())));
  }

  private void everythingIsThereOnce() {
    network.heal();
    awaitUp();
    storm.isAsTold(book);
    storm.retried(book);
    TestAudit.balances(book);
    TestAudit.cacheErrsLow(book, redis);
  }
}
