package io.holdfast.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.ScenarioBook;
import io.holdfast.operation.Scenarios;
import io.holdfast.operation.Source;
import io.holdfast.operation.WalletRef;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of the rules, played on the real book behind the real gate. */
final class AuthorizerScenarioIT {
  private static TestCore core;
  private static TestRedis redis;
  private static TestBusiness business;

  @BeforeAll
  static void start() {
    business = new TestBusiness(TestServers.book());
    core = TestCore.start(business.book(), TestServers.redisUri(), 1);
    redis = new TestRedis(core.vertx(), TestServers.redisUri());
    redis.ask("FLUSHALL");
  }

  @AfterAll
  static void stop() {
    redis.close();
    core.close();
  }

  @ParameterizedTest
  @EnumSource(Scenarios.class)
  void theRealBookAnswersAsTheTablesSay(Scenarios scenario) {
    assertThat(scenario.play(new RealBook())).isEqualTo(scenario.table());
    TestAudit.balances(business.book());
    TestAudit.cacheIsExact(business.book(), redis);
  }

  private static final class RealBook implements ScenarioBook {
    @Override
    public WalletRef open(long creditLimit) {
      return business.wallet(creditLimit);
    }

    @Override
    public int business() {
      return business.number();
    }

    @Override
    public long house() {
      return business.house();
    }

    @Override
    public Answer submit(Operation operation) {
      return core.answer(operation);
    }

    @Override
    public Source pend(WalletRef wallet, long amount) {
      return business.deposit(wallet, amount);
    }

    @Override
    public void cancel(Source deposit) {
      business.cancel(deposit);
    }

    @Override
    public void end(UUID hold) {
      business.end(hold);
    }
  }
}
