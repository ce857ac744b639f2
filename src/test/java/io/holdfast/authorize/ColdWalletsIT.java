package io.holdfast.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many wallets that are not cached are wanted at once: after a loss of the cache, in a rush. */
final class ColdWalletsIT {
  private static final int WALLETS = 1_800;

  private TestBusiness business;
  private TestOrders orders;
  private TestCore core;
  private TestRedis redis;
  private List<WalletRef> wallets;

  @BeforeEach
  void start() {
    business = new TestBusiness(TestServers.book());
    orders = new TestOrders(business);
    core = TestCore.start(business.book(), TestServers.redisUri(), 2);
    redis = new TestRedis(core.vertx(), TestServers.redisUri());
    wallets = wallets();
  }

  @AfterEach
  void stop() {
    redis.close();
    core.close();
    TestAudit.balances(business.book());
  }

  @Test
  void aColdCacheIsFilledByAFewCallsForManyWallets() {
    redis.ask("FLUSHALL");
    redis.ask("CONFIG", "RESETSTAT");
    submit(wallets.stream().map(it -> orders.debit(it, 1)).toList(), 2);
    // Two calls to load, one to reserve and one to settle, each for up to 64 wallets.
    assertThat(redis.calls("evalsha")).isLessThan(WALLETS / 4);
    TestServers.awaitUntil("all is settled", () -> redis.marks() == 0);
    assertThat(redis.ask("DBSIZE").toInteger()).isEqualTo(WALLETS);
    TestAudit.cacheIsExact(business.book(), redis);
  }

  @Test
  void aRushBeyondWhatCanWaitToBeLoadedGoesToPostgresAtOnce() {
    redis.ask("FLUSHALL");
    submit(wallets.stream().map(it -> orders.debit(it, 1)).toList(), 1);
    TestServers.awaitUntil("all is settled", () -> redis.marks() == 0);
    TestAudit.cacheIsExact(business.book(), redis);
  }

  private void submit(List<Operation> operations, int loops) {
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      answers.add(core.loop(i % loops).submit(operations.get(i)));
    }
    TestServers.await(Future.all(answers));
    assertThat(answers).allMatch(answer -> answer.result() instanceof Answer.Done);
  }

  private List<WalletRef> wallets() {
    return TestServers.rows(
            business.book(),
            "SELECT (open_wallet(%d, gen_random_uuid(), 1, 0, 'c' || n, NULL, 'USD', 1000)).id"
                    .formatted(business.number())
                + " FROM generate_series(1, %d) AS n".formatted(WALLETS))
        .stream()
        .map(row -> new WalletRef(UUID.fromString(row.get(0)), "USD"))
        .toList();
  }
}
