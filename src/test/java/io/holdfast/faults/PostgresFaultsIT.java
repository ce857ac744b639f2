package io.holdfast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.authorize.Settler;
import io.holdfast.embedded.PostgresServer;
import io.holdfast.gate.RedisMarks;
import io.holdfast.ledger.Committer;
import io.holdfast.ledger.Migrations;
import io.holdfast.ledger.PostgresOptions;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL dies in every way it can: what callers see meanwhile, and what is there afterwards.
 */
final class PostgresFaultsIT {
  private static final int CALLERS = 40;
  private static final int COMMIT_TIMEOUT_MILLIS = 3_000;
  private static final int STALL_MILLIS = 1_000;
  private static final Committer.Bounds BOUNDS =
      new Committer.Bounds(1, 256, 4_096, COMMIT_TIMEOUT_MILLIS, STALL_MILLIS, 2_000);

  /** As long a caller whose operation is in doubt is kept waiting. */
  private static final long PATIENCE_MILLIS = 3_000;

  private static final long AT_ONCE_MILLIS = 300;

  /** From the server's return until it is used again. */
  private static final Duration RETURN = Duration.ofSeconds(5);

  private static PostgresServer server;
  private static PostgresProcesses processes;
  private static PostgresOptions book;

  private TestBusiness business;
  private TestOrders orders;
  private TestCore core;
  private TestRedis redis;
  private List<WalletRef> wallets;
  private Storm storm;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start(Optional.empty());
    processes = new PostgresProcesses(server);
    book = PostgresOptions.parse(server.uri());
    Vertx vertx = Vertx.vertx();
    TestServers.await(Migrations.run(vertx, book));
    TestServers.await(vertx.close());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void start() {
    start(BOUNDS);
  }

  private void start(Committer.Bounds bounds) {
    business = new TestBusiness(book);
    orders = new TestOrders(business);
    core = TestCore.start(book, TestServers.redisUri(), 2, bounds);
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
    processes.thaw();
    redis.close();
    core.close();
  }

  @Test
  void killedUnderLoadItIsRefusedAtOnceAndNothingAcknowledgedIsLost() {
    storm.begin(CALLERS);
    awaitDone(2_000);
    processes.kill();
    TestServers.awaitUntil(
        "the loss is noticed", Duration.ofSeconds(1), () -> !core.committer().isUp());
    for (int i = 0; i < 20; i++) {
      isRefusedAtOnce();
    }
    server.restart();
    long back = System.nanoTime();
    storm.awaitDoneSentAfter(back, RETURN);
    storm.end();
    everythingIsThereOnce();
  }

  @Test
  void restartedInGoodOrderUnderLoadItIsBackByItself() {
    storm.begin(CALLERS);
    awaitDone(1_000);
    server.restart();
    long back = System.nanoTime();
    storm.awaitDoneSentAfter(back, RETURN);
    storm.end();
    everythingIsThereOnce();
  }

  @Test
  void sessionsTerminatedAgainAndAgainCostAMomentEach() {
    storm.begin(CALLERS);
    for (int round = 0; round < 10; round++) {
      awaitDone(200);
      terminate(round % 2 == 0 ? "true" : "query LIKE '%post($1%'");
      long since = System.nanoTime();
      storm.awaitDoneSentAfter(since, Duration.ofSeconds(2));
    }
    storm.end();
    assertThat(storm.told()).allMatch(it -> it.tookMillis() < 3_000);
    everythingIsThereOnce();
  }

  @Test
  void frozenForAMomentItIsRefusedWithinASecondAndGoesOnWhenItThaws() {
    storm.begin(CALLERS);
    awaitDone(1_000);
    processes.freeze();
    try {
      TestServers.awaitUntil(
          "it counts as stalled", Duration.ofMillis(1_700), () -> !core.committer().isUp());
      assertThat(core.committer().state()).isEqualTo("does not answer");
      isRefusedAtOnce();
      readsAreRefusedAtOnce();
    } finally {
      processes.thaw();
    }
    long back = System.nanoTime();
    storm.awaitDoneSentAfter(back, Duration.ofSeconds(2));
    storm.end();
    assertThat(storm.told().stream().filter(it -> it.fault() != null))
        .as("what waited in the queue and what came was refused")
        .isNotEmpty()
        .allMatch(it -> it.fault().outcome() == Fault.Outcome.NOT_APPLIED)
        .allMatch(it -> it.tookMillis() < STALL_MILLIS + 700);
    assertThat(core.committer().givenUp()).as("no session was given up").isZero();
    everythingIsThereOnce();
  }

  @Test
  void frozenForLongNobodyPilesUpAndEverySessionIsFreshAfterwards() {
    storm.begin(CALLERS);
    awaitDone(1_000);
    processes.freeze();
    try {
      TestServers.awaitUntil(
          "its session is given up",
          Duration.ofMillis(COMMIT_TIMEOUT_MILLIS + 1_500),
          () -> core.committer().givenUp() > 0);
      // Until those are over, too, who waited for certainty.
      awaitFaults(CALLERS * 20);
      isRefusedAtOnce();
      readsAreRefusedAtOnce();
      assertThat(core.committer().depth()).isZero();
      assertThat(core.committer().state()).isEqualTo("does not answer");
    } finally {
      processes.thaw();
    }
    long back = System.nanoTime();
    TestServers.awaitUntil("it is up", RETURN, () -> core.committer().isUp());
    readsWorkAtOnce();
    storm.awaitDoneSentAfter(back, RETURN);
    storm.end();
    everythingIsThereOnce();
  }

  @Test
  void frozenWhileNobodyAsksItIsNotReadyAllTheSame() {
    processes.freeze();
    try {
      TestServers.awaitUntil(
          "it counts as stalled", Duration.ofMillis(2_500), () -> !core.committer().isUp());
      isRefusedAtOnce();
      assertThat(redis.marks()).isZero();
    } finally {
      processes.thaw();
    }
    TestServers.awaitUntil("it is up", RETURN, () -> core.committer().isUp());
    readsWorkAtOnce();
  }

  @Test
  void onAFullDiskOperationsAreRefusedAndNothingOfThemRemains() {
    storm.begin(CALLERS);
    awaitDone(200);
    storm.end();
    fillJournalBeyond(17 * 1_024 * 1_024);
    processes.limitFiles(Long.toString(16 * 1_024 * 1_024));
    List<Storm.Told> refused = new ArrayList<>();
    try {
      Storm full = new Storm(core, orders, wallets).begin(CALLERS);
      TestServers.awaitUntil(
          "operations are refused",
          Duration.ofSeconds(10),
          () -> full.told().stream().filter(it -> it.fault() != null).count() > 200);
      full.end();
      refused.addAll(full.told());
    } finally {
      processes.limitFiles("unlimited");
    }
    assertThat(refused.stream().filter(it -> it.fault() != null))
        .allMatch(it -> it.fault().outcome() == Fault.Outcome.NOT_APPLIED)
        .allMatch(it -> it.tookMillis() < 2_000);
    Storm.areAsTold(book, refused);
    long back = System.nanoTime();
    Storm after = new Storm(core, orders, wallets).begin(CALLERS);
    after.awaitDoneSentAfter(back, RETURN);
    after.end();
    after.isAsTold(book);
    everythingIsThereOnce();
  }

  @Test
  void toldToTakeNoWritesItIsNotUsedUntilItTakesThemAgain() {
    try {
      alterSystem("SET default_transaction_read_only = on");
      TestServers.awaitUntil(
          "it is left, and why is known",
          Duration.ofSeconds(3),
          () -> !core.committer().isUp() && core.committer().state().contains("takes no writes"));
      isRefusedAtOnce();
    } finally {
      alterSystem("RESET default_transaction_read_only");
    }
    TestServers.awaitUntil("it is up", RETURN, () -> core.committer().isUp());
    storm.begin(4);
    awaitDone(10);
    storm.end();
    everythingIsThereOnce();
  }

  @Test
  void aStandbyIsNotUsedUntilItIsPromoted() throws Exception {
    storm.begin(CALLERS);
    awaitDone(500);
    server.stop();
    Files.createFile(server.dataDirectory().resolve("standby.signal"));
    CompletableFuture<Void> restarted = CompletableFuture.runAsync(server::restart);
    TestServers.awaitUntil("the standby answers", () -> answers("SELECT pg_is_in_recovery()"));
    TestServers.awaitUntil(
        "it is seen for what it is",
        Duration.ofSeconds(3),
        () -> core.committer().state().contains("standby"));
    isRefusedAtOnce();
    TestServers.ask(book, "SELECT pg_promote()");
    restarted.join();
    long back = System.nanoTime();
    storm.awaitDoneSentAfter(back, RETURN);
    storm.end();
    everythingIsThereOnce();
  }

  @Test
  void twoThousandInDoubtAreResolvedWithoutCrowdingOutWhoComesNew() {
    stop();
    start(new Committer.Bounds(8, 256, 4_096, COMMIT_TIMEOUT_MILLIS, STALL_MILLIS, 2_000));
    // So that nothing has to be read before it is reserved.
    wallets.forEach(wallet -> core.answer(orders.debit(wallet, 1)));
    processes.freeze();
    List<Future<Storm.Told>> inDoubt = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      WalletRef wallet = wallets.get(i % wallets.size());
      inDoubt.add(submit(core.loop(i), orders.debit(wallet, 1)));
    }
    TestServers.awaitUntil("all are under way", () -> redis.marks() == 2_000);
    TestServers.awaitUntil("and sent", () -> core.committer().depth() == 0);
    processes.kill();
    server.restart();
    TestServers.awaitUntil("it is up", RETURN, () -> core.committer().isUp());
    long back = System.nanoTime();
    Storm fresh = new Storm(core, orders, wallets).begin(8);
    TestServers.await(Future.join(inDoubt));
    long resolvedMillis = (System.nanoTime() - back) / 1_000_000;
    fresh.end();
    List<Storm.Told> all = inDoubt.stream().map(Future::result).toList();
    Storm.areAsTold(book, all);
    assertThat(all).allMatch(it -> it.isDone() || it.fault() != null);
    // Where the server took longer to return than a caller is kept waiting, it is not known.
    assertThat(all.stream().filter(it -> !it.isDone() && it.tookMillis() < PATIENCE_MILLIS))
        .allMatch(it -> it.fault().outcome() == Fault.Outcome.NOT_APPLIED);
    assertThat(resolvedMillis).isLessThan(3_000);
    assertThat(fresh.told()).allMatch(it -> it.isDone() && it.tookMillis() < 1_000);
    System.out.printf(
        "2000 in doubt: resolved %d ms after the return; %d came new, the slowest took %d ms%n",
        resolvedMillis,
        fresh.told().size(),
        fresh.told().stream().mapToLong(Storm.Told::tookMillis).max().orElse(0));
    everythingIsThereOnce();
  }

  private void awaitDone(int more) {
    int before = storm.told().size();
    TestServers.awaitUntil("the storm blows", () -> storm.told().size() - before >= more);
  }

  private void awaitFaults(int number) {
    TestServers.awaitUntil(
        "callers are refused",
        () -> storm.told().stream().filter(it -> it.fault() != null).count() >= number);
  }

  private static Future<Storm.Told> submit(TestCore.Loop loop, Operation operation) {
    long since = System.nanoTime();
    return loop.submit(operation)
        .transform(
            result ->
                Future.succeededFuture(
                    new Storm.Told(
                        operation,
                        result.result(),
                        result.failed() ? (Fault) result.cause() : null,
                        since,
                        System.nanoTime() - since)));
  }

  /** No time-out is waited for, and nothing stays reserved. */
  private void isRefusedAtOnce() {
    WalletRef wallet = wallets.get(0);
    for (Operation operation : List.of(orders.debit(wallet, 1), orders.deposit(wallet, 1))) {
      Storm.Told told = TestServers.await(submit(core.loop(0), operation));
      assertThat(told.fault()).isNotNull();
      assertThat(told.fault().outcome()).isEqualTo(Fault.Outcome.NOT_APPLIED);
      assertThat(told.tookMillis()).isLessThan(AT_ONCE_MILLIS);
    }
  }

  private void readsAreRefusedAtOnce() {
    long since = System.nanoTime();
    assertThat(TestServers.awaitFailure(review()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.outcome()).isEqualTo(Fault.Outcome.NOT_APPLIED));
    assertThat(System.nanoTime() - since).isLessThan(AT_ONCE_MILLIS * 1_000_000);
  }

  /** No connection that the server went silent on is left in a pool. */
  private void readsWorkAtOnce() {
    List<Future<?>> reads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      reads.add(review());
    }
    long since = System.nanoTime();
    TestServers.await(Future.all(reads));
    assertThat(System.nanoTime() - since).isLessThan(1_000_000_000L);
  }

  private Future<?> review() {
    UUID key = UUID.randomUUID();
    return core.loop(0).run(it -> it.lookups().review(wallets.get(0).number(), key));
  }

  private void everythingIsThereOnce() {
    storm.isAsTold(book);
    storm.retried(book);
    assertThat(core.committer().depth()).isZero();
    TestAudit.balances(book);
    TestAudit.cacheErrsLow(book, redis);
  }

  private static void terminate(String which) {
    TestServers.ask(
        book,
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE application_name = 'holdfast' AND "
            + which);
  }

  private static void alterSystem(String change) {
    TestServers.execute(book, "ALTER SYSTEM " + change);
    TestServers.ask(book, "SELECT pg_reload_conf()");
  }

  private static boolean answers(String sql) {
    try {
      TestServers.ask(book, sql);
      return true;
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  /** Rows of no wallet, so that the next row of any needs room on the disk. */
  private static void fillJournalBeyond(long bytes) {
    TestServers.execute(
        book,
        "INSERT INTO journal (wallet, sequence, kind, operation_key, fingerprint, amount,"
            + " held_change, balance_after, held_after, available_after, note, created_at)"
            + " SELECT 0, i, 12, gen_random_uuid(), 0, 0, 0, 0, 0, 0, repeat('x', 1700), now()"
            + " FROM generate_series(1, %d / 1700) i".formatted(bytes));
  }
}
