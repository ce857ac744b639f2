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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A PostgreSQL that may be done anything to, callers that go on meanwhile, and what is there
 * afterwards.
 */
abstract class StormedPostgres {
  static final int CALLERS = 40;
  static final int COMMIT_TIMEOUT_MILLIS = 3_000;
  static final int STALL_MILLIS = 1_000;
  static final long AT_ONCE_MILLIS = 300;

  /** From the server's return until it is used again. */
  static final Duration RETURN = Duration.ofSeconds(5);

  private static final Committer.Bounds BOUNDS =
      new Committer.Bounds(1, 256, 4_096, COMMIT_TIMEOUT_MILLIS, STALL_MILLIS, 2_000, 1 << 20);

  static PostgresServer server;
  static PostgresProcesses processes;
  static PostgresOptions book;

  TestOrders orders;
  TestCore core;
  TestRedis redis;
  List<WalletRef> wallets;
  Storm storm;

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

  final void start(Committer.Bounds bounds) {
    TestBusiness business = new TestBusiness(book);
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

  final void awaitDone(int more) {
    int before = storm.told().size();
    TestServers.awaitUntil("the storm blows", () -> storm.told().size() - before >= more);
  }

  static Future<Storm.Told> submit(TestCore.Loop loop, Operation operation) {
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
  final void isRefusedAtOnce() {
    WalletRef wallet = wallets.get(0);
    for (Operation operation : List.of(orders.debit(wallet, 1), orders.deposit(wallet, 1))) {
      Storm.Told told = TestServers.await(submit(core.loop(0), operation));
      assertThat(told.fault()).isNotNull();
      assertThat(told.fault().outcome()).isEqualTo(Fault.Outcome.NOT_APPLIED);
      assertThat(told.tookMillis()).isLessThan(AT_ONCE_MILLIS);
    }
  }

  final void everythingIsThereOnce() {
    storm.isAsTold(book);
    storm.retried(book);
    assertThat(core.committer().depth()).isZero();
    TestAudit.balances(book);
    TestAudit.cacheErrsLow(book, redis);
  }
}
