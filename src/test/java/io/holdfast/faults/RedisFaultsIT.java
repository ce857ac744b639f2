package io.holdfast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.authorize.Settler;
import io.holdfast.embedded.RedisServer;
import io.holdfast.faults.FaultProxy.Direction;
import io.holdfast.faults.Storm.Told;
import io.holdfast.gate.RedisMarks;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to Redis, checkouts go on: every request of every caller is done, none is
 * declined, and once Redis is back the gate is used again by itself.
 */
final class RedisFaultsIT {
  private static final int CALLERS = 16;

  /** Without an answer for anybody, after a loss that is noticed at once. */
  private static final long GAP_MILLIS = 1_000;

  /** The same, where it takes a command's time-out of a second to notice, and a busy machine. */
  private static final long SILENT_GAP_MILLIS = 2_500;

  private static final Duration RETURN = Duration.ofSeconds(5);

  private RedisServer server;
  private FaultProxy proxy;
  private TestBusiness business;
  private TestOrders orders;
  private TestCore core;
  private TestRedis redis;
  private List<WalletRef> wallets;
  private Storm storm;

  @BeforeEach
  void start() {
    server = RedisServer.start();
    proxy = FaultProxy.to(server.port());
    business = new TestBusiness(TestServers.book());
    orders = new TestOrders(business);
    core = TestCore.start(business.book(), "redis://127.0.0.1:" + proxy.port(), 2);
    redis = new TestRedis(core.vertx(), server.uri());
    TestServers.await(
        core.loop(1)
            .run(
                it -> {
                  new Settler(it.timers(), it.gate(), new RedisMarks(it.link()), it.ledger())
                      .start();
                  return Future.succeededFuture();
                }));
    wallets = Storm.wallets(business, orders, core);
    storm = new Storm(core, orders, wallets).begin(CALLERS);
    awaitDone(1_000);
  }

  @AfterEach
  void stop() {
    redis.close();
    core.close();
    proxy.close();
    server.close();
  }

  @Test
  void killedAndBackEmptyCheckoutsGoOn() {
    server.kill();
    awaitDone(2_000);
    server.restart();
    goesOnWithin(GAP_MILLIS);
  }

  @Test
  void flushedCheckoutsGoOn() {
    for (int i = 0; i < 5; i++) {
      redis.ask("FLUSHALL");
      awaitDone(500);
      redis.ask("SCRIPT", "FLUSH");
      awaitDone(500);
    }
    goesOnWithin(GAP_MILLIS);
  }

  @Test
  void replacedByAnOlderCopyOfItselfItIsNotBelieved() {
    WalletRef wallet = business.wallet(0);
    done(orders.deposit(wallet, 100));
    done(orders.debit(wallet, 1));
    TestServers.awaitUntil("it is cached", () -> cached(wallet) != null && redis.marks() >= 0);
    redis.ask("SAVE");
    done(orders.debit(wallet, 99));
    proxy.refuse();
    server.kill();
    server.restart();
    // As a replica that had not seen the last debit: it has 99, and the wallet has nothing.
    assertThat(cached(wallet)).isNotNull().isNotEqualTo("0");
    proxy.heal();
    TestServers.awaitUntil("the gate is used again", RETURN, core.loop(0).gate()::isUp);
    assertThat(core.answer(orders.debit(wallet, 1))).isInstanceOf(Answer.Refused.class);
    assertThat(cached(wallet)).isEqualTo("0");
    goesOnWithin(GAP_MILLIS);
  }

  @Test
  void frozenItIsNotWaitedForAndUsedAgainWhenItThaws() throws Exception {
    signal("STOP");
    awaitDone(2_000);
    signal("CONT");
    goesOnWithin(SILENT_GAP_MILLIS);
  }

  @Test
  void unreachableCheckoutsGoOn() {
    proxy.refuse();
    awaitDone(2_000);
    proxy.heal();
    goesOnWithin(GAP_MILLIS);
  }

  @Test
  void whoseAnswersAreSwallowedItIsNotWaitedFor() {
    proxy.drop(Direction.TO_CLIENT);
    awaitDone(2_000);
    proxy.heal();
    goesOnWithin(SILENT_GAP_MILLIS);
  }

  @Test
  void cutOffInTheMiddleOfAnswersNothingIsDoneTwice() {
    for (int bytes = 1; bytes < 2_000; bytes += 137) {
      proxy.cutAfter(Direction.TO_CLIENT, bytes);
      awaitDone(100);
    }
    proxy.heal();
    goesOnWithin(GAP_MILLIS);
  }

  @Test
  void outOfMemoryCheckoutsGoOn() {
    redis.ask("CONFIG", "SET", "maxmemory", "1");
    awaitDone(2_000);
    redis.ask("FLUSHALL");
    awaitDone(1_000);
    redis.ask("CONFIG", "SET", "maxmemory", "0");
    goesOnWithin(GAP_MILLIS);
  }

  @Test
  void busyWithAScriptThatDoesNotEndItIsNotWaitedFor() {
    Future<Void> script =
        Future.future(
            promise ->
                new Thread(
                        () -> {
                          redis.ask(
                              "EVAL",
                              "local t = redis.call('TIME')[1] repeat until"
                                  + " redis.call('TIME')[1] - t >= 3",
                              "0");
                          promise.complete();
                        })
                    .start());
    awaitDone(2_000);
    TestServers.await(script);
    goesOnWithin(SILENT_GAP_MILLIS);
  }

  /** The gate is used again, every request was done, and nothing is left behind. */
  private void goesOnWithin(long gapMillis) {
    TestServers.awaitUntil(
        "the gate is used again",
        RETURN,
        () -> core.loops().stream().allMatch(loop -> loop.gate().isUp()));
    awaitDone(500);
    storm.end();
    assertThat(storm.told().stream().filter(it -> !it.isDone())).isEmpty();
    assertThat(longestGapMillis()).isLessThan(gapMillis);
    storm.isAsTold(business.book());
    TestServers.awaitUntil("nothing is pending", Duration.ofSeconds(15), () -> redis.marks() == 0);
    TestAudit.balances(business.book());
    TestServers.awaitUntil("the cache is exact", RETURN, this::cacheIsExact);
  }

  private boolean cacheIsExact() {
    try {
      TestAudit.cacheIsExact(business.book(), redis);
      return true;
    } catch (AssertionError notYet) {
      return false;
    }
  }

  private long longestGapMillis() {
    long[] ends =
        storm.told().stream().mapToLong(it -> it.sentNanos() + it.tookNanos()).sorted().toArray();
    long longest = 0;
    for (int i = 1; i < ends.length; i++) {
      longest = Math.max(longest, ends[i] - ends[i - 1]);
    }
    return longest / 1_000_000;
  }

  private void awaitDone(int more) {
    long before = storm.told().stream().filter(Told::isDone).count();
    TestServers.awaitUntil(
        more + " more are done",
        () -> storm.told().stream().filter(Told::isDone).count() >= before + more);
  }

  private void done(Operation operation) {
    assertThat(core.answer(operation)).isInstanceOf(Answer.Done.class);
  }

  private String cached(WalletRef wallet) {
    return redis.wallet(wallet.number()).get("a");
  }

  private void signal(String name) throws Exception {
    String pid = Long.toString(server.pid());
    assertThat(new ProcessBuilder("kill", "-s", name, pid).start().waitFor()).isZero();
  }
}
