package io.holdfast.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.gate.RedisMarks;
import io.holdfast.ledger.Committer;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations whose answer was lost, or whose process died: how they ended is found out. */
final class OutcomeIT {
  /** A commit that takes longer than this counts as lost; PostgreSQL goes on with it. */
  private static final Committer.Bounds IMPATIENT = new Committer.Bounds(1, 256, 1_000, 300);

  private TestBusiness business;
  private TestOrders orders;
  private TestCore core;
  private TestRedis redis;

  @BeforeEach
  void start() {
    business = new TestBusiness(TestServers.book());
    orders = new TestOrders(business);
    core = TestCore.start(business.book(), TestServers.redisUri(), 2, IMPATIENT);
    redis = new TestRedis(core.vertx(), TestServers.redisUri());
    redis.ask("FLUSHALL");
  }

  @AfterEach
  void stop() {
    redis.close();
    core.close();
    TestAudit.balances(business.book());
  }

  @Test
  void aCommitWhoseAnswerWasLostIsFound() throws Exception {
    WalletRef wallet = funded(100);
    Operation debit = orders.debit(wallet, 30);
    Future<Answer> answer;
    try (Connection blocker = locking(wallet)) {
      answer = core.loop(0).submit(debit);
      awaitBlocked(2);
      blocker.rollback();
    }
    assertThat(TestServers.await(answer)).isInstanceOf(Answer.Done.class);
    assertThat(rows(debit)).isEqualTo(1);
    assertThat(answered(debit)).isInstanceOf(Answer.Done.class);
    assertThat(balance(wallet)).isEqualTo("70");
    TestAudit.cacheIsExact(business.book(), redis);
  }

  @Test
  void aCommitThatWasLostIsRetractedAndCannotComeLate() throws Exception {
    WalletRef wallet = funded(100);
    Operation debit = orders.debit(wallet, 30);
    Future<Answer> answer;
    try (Connection blocker = locking(wallet)) {
      answer = core.loop(0).submit(debit);
      awaitBlocked(1);
      TestServers.ask(
          business.book(),
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
              + " AND datname = current_database()");
      awaitBlocked(1);
      blocker.rollback();
    }
    assertThat(TestServers.awaitFailure(answer))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.outcome()).isEqualTo(Fault.Outcome.NOT_APPLIED));
    assertThat(post(debit))
        .as("the original, late")
        .isInstanceOfSatisfying(
            Posted.Repeated.class, it -> assertThat(it.kind()).isEqualTo(OperationKind.RETRACT));
    assertThat(balance(wallet)).isEqualTo("100");
    assertThat(redis.marks()).isZero();
    Answer retried = answered(debit);
    assertThat(retried).isInstanceOf(Answer.Done.class);
    Answer.Done done = (Answer.Done) retried;
    assertThat(done.replayed()).isFalse();
    assertThat(answered(debit)).isEqualTo(new Answer.Done(done.receipt(), true));
    assertThat(balance(wallet)).isEqualTo("70");
    TestAudit.cacheIsExact(business.book(), redis);
  }

  @Test
  void aFencedKeyGivesBackWhatItReserved() {
    WalletRef wallet = funded(100);
    Operation debit = orders.debit(wallet, 30);
    answered(orders.debit(wallet, 1));
    post(new Operation.Block(debit.origin(), OperationKind.FENCE, wallet.number()));
    assertThat(answered(debit)).isEqualTo(new Answer.Refused(Refusal.OPERATION_FENCED, 0, false));
    assertThat(redis.wallet(wallet.number())).containsEntry("a", "99");
    assertThat(redis.marks()).isZero();
  }

  @Test
  void aRememberedDeclineDoesNotHideWhatWasCommittedWithoutTheGate() {
    WalletRef wallet = funded(10);
    Operation debit = orders.debit(wallet, 30);
    assertThat(answered(debit)).isInstanceOf(Answer.Refused.class);
    answered(orders.deposit(wallet, 20));
    // As it is while Redis cannot be reached, which remembers the decline when it is back.
    assertThat(post(debit)).isInstanceOf(Posted.Applied.class);
    assertThat(answered(debit))
        .isInstanceOfSatisfying(Answer.Done.class, it -> assertThat(it.replayed()).isTrue());
  }

  @Test
  void whatWasCommittedIsNeverCalledNotApplied() {
    WalletRef wallet = funded(100);
    Operation deposit = orders.deposit(wallet, 30);
    answered(deposit);
    TestServers.await(core.loop(0).run(it -> it.pool().close()));
    assertThat(TestServers.awaitFailure(core.loop(0).submit(deposit)))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.outcome()).isEqualTo(Fault.Outcome.UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMarkThatADeadProcessLeftIsSettled(boolean committed) {
    WalletRef wallet = funded(100);
    answered(orders.debit(wallet, 1));
    Operation debit = orders.debit(wallet, 30);
    if (committed) {
      assertThat(post(debit)).isInstanceOf(Posted.Applied.class);
    }
    redis.ask("HINCRBY", key(wallet, "w:" + wallet.number()), "a", "-30");
    redis.ask(
        "HSET",
        key(wallet, "p"),
        wallet.number() + ":" + debit.origin().key().hash(),
        "1700000000:30:" + debit.origin().fingerprint());
    settle();
    TestServers.awaitUntil("the mark is settled", Duration.ofSeconds(10), () -> redis.marks() == 0);
    // Whether the cache has a reservation that is committed, nobody knows; one given back it has.
    assertThat(redis.wallet(wallet.number()).get("a")).isEqualTo(committed ? null : "99");
    assertThat(balance(wallet)).isEqualTo(committed ? "69" : "99");
    // The dead process's statement, should it still come.
    assertThat(post(debit)).isInstanceOf(Posted.Repeated.class);
    assertThat(answered(debit))
        .isInstanceOfSatisfying(
            Answer.Done.class, it -> assertThat(it.replayed()).isEqualTo(committed));
    assertThat(balance(wallet)).isEqualTo("69");
    TestAudit.cacheIsExact(business.book(), redis);
  }

  @Test
  void aYoungMarkIsLeftToItsProcess() {
    WalletRef wallet = funded(100);
    answered(orders.debit(wallet, 1));
    Operation debit = orders.debit(wallet, 30);
    Operation dead = orders.debit(wallet, 1);
    TestServers.await(core.loop(0).run(it -> it.gate().reserve(debit)));
    String deadMark = wallet.number() + ":" + dead.origin().key().hash();
    redis.ask("HSET", key(wallet, "p"), deadMark, "1700000000:1:1");
    settle();
    TestServers.awaitUntil(
        "the old mark is settled",
        Duration.ofSeconds(10),
        () -> !redis.marks(wallet.number()).containsKey(deadMark));
    assertThat(redis.marks(wallet.number())).hasSize(1);
    assertThat(post(debit)).isInstanceOf(Posted.Applied.class);
  }

  @Test
  void expiredHoldsAreReleasedOnceHoweverManyProcessesFindThem() {
    WalletRef wallet = funded(100);
    List<Operation> holds = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      holds.add(orders.authorize(wallet, 1, 1));
    }
    Operation lasting = orders.authorize(wallet, 1, 3_600);
    long since;
    try (TestCore other = TestCore.start(business.book(), TestServers.redisUri(), 1)) {
      for (TestCore process : List.of(core, other)) {
        TestServers.await(
            process
                .loop(0)
                .run(
                    it -> {
                      new HoldExpiry(it.timers(), it.lookups(), it.ledger(), it.authorizer())
                          .start();
                      return Future.succeededFuture();
                    }));
      }
      TestServers.await(Future.all(holds.stream().map(hold -> core.loop(1).submit(hold)).toList()));
      answered(lasting);
      since = System.nanoTime();
      TestServers.awaitUntil(
          "all are released",
          Duration.ofSeconds(15),
          () -> held(wallet).equals("1") && redis.marks() == 0);
    }
    // A second until they were over, and five for the release.
    assertThat(System.nanoTime() - since).isLessThan(Duration.ofSeconds(6).toNanos());
    assertThat(
            TestServers.ask(
                business.book(),
                "SELECT count(*), count(DISTINCT target) FROM journal WHERE kind = 5"))
        .isEqualTo("20");
    assertThat(TestServers.ask(business.book(), "SELECT count(*) FROM holds WHERE status = 4"))
        .isEqualTo("20");
    assertThat(redis.wallet(wallet.number())).containsEntry("a", "99");
  }

  @Test
  void aReservationCarriedOutLongAfterItWasGivenUpDoesNotStayInTheCache() {
    WalletRef wallet = funded(100);
    Operation debit = orders.debit(wallet, 30);
    answered(debit);
    TestServers.awaitUntil("it is settled", () -> redis.marks() == 0);
    // What a server that was frozen does with a command whose sender has stopped waiting.
    TestServers.await(core.loop(0).run(it -> it.gate().reserve(debit)));
    assertThat(redis.wallet(wallet.number())).containsEntry("a", "40");
    settle();
    TestServers.awaitUntil("nothing is pending", () -> redis.marks() == 0);
    answered(orders.debit(wallet, 1));
    TestServers.awaitUntil("it is settled", () -> redis.marks() == 0);
    assertThat(redis.wallet(wallet.number())).containsEntry("a", "69");
  }

  private WalletRef funded(long amount) {
    WalletRef wallet = business.wallet(0);
    answered(orders.deposit(wallet, amount));
    return wallet;
  }

  private Answer answered(Operation operation) {
    return core.answer(operation);
  }

  private Posted post(Operation operation) {
    return TestServers.await(core.loop(0).run(it -> it.ledger().post(operation)));
  }

  private void settle() {
    TestServers.await(
        core.loop(1)
            .run(
                it -> {
                  new Settler(it.timers(), it.gate(), new RedisMarks(it.link()), it.ledger())
                      .start();
                  return Future.succeededFuture();
                }));
  }

  /** How often the operation or a later attempt of it is in the journal. */
  private int rows(Operation operation) {
    OperationKey key = operation.origin().key();
    return Integer.parseInt(
        TestServers.ask(
            business.book(),
            "SELECT count(*) FROM journal WHERE kind < 12 AND operation_key IN ('%s', '%s')"
                .formatted(key.hash(), key.next().hash())));
  }

  private String balance(WalletRef wallet) {
    return TestServers.ask(
        business.book(), "SELECT balance FROM wallets WHERE number = " + wallet.number());
  }

  private String held(WalletRef wallet) {
    return TestServers.ask(
        business.book(), "SELECT held FROM wallets WHERE number = " + wallet.number());
  }

  /** Keeps a wallet's row locked until it is rolled back. */
  private Connection locking(WalletRef wallet) throws SQLException {
    Connection connection = TestServers.connect(business.book());
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1 FROM wallets WHERE number = " + wallet.number() + " FOR UPDATE");
    }
    return connection;
  }

  private void awaitBlocked(int sessions) {
    TestServers.awaitUntil(
        sessions + " sessions wait for the wallet",
        () ->
            TestServers.ask(
                    business.book(),
                    "SELECT count(*) >= %d FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            .formatted(sessions)
                        + " AND datname = current_database()")
                .equals("t"));
  }

  private static String key(WalletRef wallet, String name) {
    return "hf:{" + (wallet.number() & 255) + "}:" + name;
  }
}
