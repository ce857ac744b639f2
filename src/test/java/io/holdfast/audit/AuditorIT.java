package io.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.gate.CachedBalances;
import io.holdfast.ledger.Proofs;
import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Answer;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The auditor beside a service at work. */
final class AuditorIT {
  private TestBusiness business;
  private TestOrders orders;
  private TestCore core;
  private TestRedis redis;
  private WalletRef wallet;

  @BeforeEach
  void start() {
    business = new TestBusiness(TestServers.book());
    orders = new TestOrders(business);
    core = TestCore.start(business.book(), TestServers.redisUri(), 2);
    redis = new TestRedis(core.vertx(), TestServers.redisUri());
    redis.ask("FLUSHALL");
    wallet = business.wallet(0);
    core.answer(orders.deposit(wallet, 1_000_000));
    core.answer(orders.debit(wallet, 1));
    TestServers.awaitUntil("it is settled", () -> redis.marks() == 0);
  }

  @AfterEach
  void stop() {
    redis.close();
    core.close();
    TestAudit.balances(business.book());
  }

  @Test
  void aCachedBalanceThatIsWrongIsThrownAway() {
    for (int wrong : new int[] {-5, 7}) {
      redis.ask("HINCRBY", key(), "a", Integer.toString(wrong));
      step();
      assertThat(redis.wallet(wallet.number())).doesNotContainKey("a");
      core.answer(orders.debit(wallet, 1));
      TestServers.awaitUntil("it is settled", () -> redis.marks() == 0);
      TestAudit.cacheIsExact(business.book(), redis);
    }
    assertThat(findings()).isEqualTo("too_high,too_low");
    step();
    assertThat(findings()).isEqualTo("too_high,too_low");
  }

  @Test
  void whatIsPendingIsNoDifference() {
    TestServers.await(core.loop(0).run(it -> it.gate().reserve(orders.debit(wallet, 10))));
    assertThat(redis.wallet(wallet.number())).containsEntry("a", "999989");
    step();
    assertThat(redis.wallet(wallet.number())).containsEntry("a", "999989");
    assertThat(findings()).isNull();
  }

  @Test
  void aBookInUseIsFoundRight() {
    List<Future<Answer>> answers = new ArrayList<>();
    Future<Void> auditing = Future.succeededFuture();
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < 40; i++) {
        answers.add(core.loop(i).submit(orders.debit(wallet, 1)));
        answers.add(core.loop(i).submit(orders.deposit(wallet, 1)));
      }
      if (auditing.isComplete()) {
        auditing = stepping();
      }
      TestServers.await(Future.join(answers));
    }
    TestServers.await(auditing);
    assertThat(answers).allMatch(answer -> answer.result() instanceof Answer.Done);
    assertThat(findings()).isNull();
    assertThat(TestServers.ask(business.book(), "SELECT count(*) FROM quarantine")).isEqualTo("0");
  }

  @Test
  void anInstanceLeavesAWalkToTheOneThatIsAtIt() throws Exception {
    try (Connection connection = TestServers.connect(business.book());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(hashtext('holdfast audit of wallets'))");
      Proofs.Step step =
          TestServers.await(core.loop(0).run(it -> new Proofs(it.pool()).wallets(10)));
      assertThat(step).isEqualTo(new Proofs.Step(-1, 0));
      connection.rollback();
    }
  }

  private void step() {
    TestServers.await(stepping());
  }

  private Future<Void> stepping() {
    return core.loop(0)
        .run(
            it ->
                new Auditor(
                        core.vertx(),
                        it.gate(),
                        new CachedBalances(core.vertx(), it.link()),
                        new Proofs(it.pool()),
                        new Metrics(),
                        0)
                    .step());
  }

  private String findings() {
    return TestServers.ask(
        business.book(), "SELECT string_agg(kind, ',' ORDER BY kind) FROM audit_findings");
  }

  private String key() {
    return "hf:{" + (wallet.number() & 255) + "}:w:" + wallet.number();
  }
}
