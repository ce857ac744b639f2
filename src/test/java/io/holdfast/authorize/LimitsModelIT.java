package io.holdfast.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.operation.Answer;
import io.holdfast.operation.InMemoryBook;
import io.holdfast.operation.NaiveLimits.Definition;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random operations under limits: the real book against the naive one. */
final class LimitsModelIT {
  private static final int WALLETS = 4;
  private static final int OPERATIONS = 800;
  private static final int BURSTS = 12;
  private static final int BURST = 40;
  private static final String CHARGED =
      """
      SELECT limit_number, subject, amount, count FROM limit_usage u WHERE EXISTS (
        SELECT FROM limit_charges c
        WHERE (c.limit_number, c.subject, c.starts_at) = (u.limit_number, u.subject, u.starts_at))
      """;
  private static final String NOT_ITS_CHARGES =
      """
      SELECT u.limit_number FROM limit_usage u
      LEFT JOIN limit_charges c
        ON (c.limit_number, c.subject, c.starts_at) = (u.limit_number, u.subject, u.starts_at)
      GROUP BY u.limit_number, u.subject, u.starts_at
      HAVING u.amount <> coalesce(sum(c.amount), 0) OR u.count <> coalesce(sum(c.count), 0)
      """;
  private static final String OVER_THE_LIMIT =
      """
      SELECT l.number FROM limit_usage u JOIN limits l ON l.number = u.limit_number
      WHERE u.amount > l.max_amount OR u.count > l.max_count
      """;

  private static TestBusiness business;
  private static TestCore core;
  private static TestCore second;
  private static TestRedis redis;

  @BeforeAll
  static void start() {
    business = new TestBusiness(TestServers.book());
    core = TestCore.limited(business.book(), TestServers.redisUri(), 2);
    second = TestCore.limited(business.book(), TestServers.redisUri(), 2);
    redis = new TestRedis(core.vertx(), TestServers.redisUri());
  }

  @AfterAll
  static void stop() {
    redis.close();
    core.close();
    second.close();
  }

  @BeforeEach
  void begin() {
    redis.ask("FLUSHALL");
    TestServers.execute(
        business.book(), "DELETE FROM limit_charges; DELETE FROM limit_usage; DELETE FROM limits");
  }

  static LongStream seeds() {
    return LongStream.of(1, 2, new Random().nextLong());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneAfterAnotherLimitsDecideAsTheNaiveOnes(long seed) {
    Random random = new Random(seed);
    InMemoryBook model = new InMemoryBook();
    List<WalletRef> wallets = wallets(model);
    Workload workload = new Workload(random, business, wallets);
    Map<Refusal, Integer> refusals = new HashMap<>();
    for (int step = 0; step < OPERATIONS; step++) {
      if (step % 100 == 0) {
        allow(model, 1 + step / 100);
      }
      if (random.nextInt(150) == 0) {
        redis.ask("FLUSHALL");
        model.forgetDeclines();
      }
      endSome(random, model, workload);
      Operation operation = undoing(workload.next());
      Answer real = TestServers.await(core.loop(step).submit(operation));
      model.clock(clock(operation, real));
      assertThat(outline(real))
          .as("seed %d, step %d: %s", seed, step, operation)
          .isEqualTo(outline(model.submit(operation)));
      workload.learn(real);
      if (real instanceof Answer.Refused no) {
        refusals.merge(no.reason(), 1, Integer::sum);
        assertThat(no.exceeded() != null).isEqualTo(no.reason() == Refusal.VELOCITY_EXCEEDED);
      }
    }
    assertThat(refusals.get(Refusal.VELOCITY_EXCEEDED)).as("seed %d", seed).isPositive();
    assertThat(TestServers.rows(business.book(), CHARGED))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(model.limits().usage());
    sound(seed);
    TestAudit.cacheIsExact(business.book(), redis);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void allAtOnceNoLimitIsExceededAndUsageIsTheSumOfItsCharges(long seed) {
    Random random = new Random(seed);
    InMemoryBook unused = new InMemoryBook();
    Workload workload = new Workload(random, business, wallets(unused));
    for (int burst = 0; burst < BURSTS; burst++) {
      allow(unused, 1 + burst);
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < BURST; i++) {
        TestCore one = random.nextBoolean() ? core : second;
        answers.add(one.loop(i).submit(undoing(workload.next())));
      }
      TestServers.await(Future.join(answers).otherwiseEmpty());
      for (Future<Answer> answer : answers) {
        assertThat(answer.cause()).as("seed %d", seed).isNull();
        workload.learn(answer.result());
      }
      assertThat(TestServers.rows(business.book(), OVER_THE_LIMIT)).as("seed %d", seed).isEmpty();
    }
    sound(seed);
    TestAudit.cacheErrsLow(business.book(), redis);
  }

  private static void sound(long seed) {
    assertThat(TestServers.rows(business.book(), NOT_ITS_CHARGES)).as("seed %d", seed).isEmpty();
    TestAudit.balances(business.book());
  }

  private static List<WalletRef> wallets(InMemoryBook model) {
    List<WalletRef> wallets = new ArrayList<>();
    for (int i = 0; i < WALLETS; i++) {
      WalletRef ref = business.wallet(i == 0 ? 40 : 0);
      model.open(business.number(), ref, i == 0 ? 40 : 0);
      wallets.add(ref);
    }
    return wallets;
  }

  /** Three limits, that allow more each time. */
  private static void allow(InMemoryBook model, int times) {
    allow(model, new Definition(1, 1, 0, 50L * times, 6L * times));
    allow(model, new Definition(2, 2, 2, 60L * times, 4L * times));
    allow(model, new Definition(3, 3, 0, 160L * times, 15L * times));
  }

  private static void allow(InMemoryBook model, Definition limit) {
    model.limits().define(limit);
    String subject =
        limit.location() == 0 ? "NULL, NULL" : limit.location() + ", '" + UUID.randomUUID() + "'";
    TestServers.execute(
        business.book(),
        """
        INSERT INTO limits (number, id, business, scope, subject, scope_id, period, max_amount,
                            max_count, currency)
        VALUES (%d, gen_random_uuid(), %d, %d, %s, 'month', %d, %d, 'USD')
        ON CONFLICT (number) DO UPDATE
        SET max_amount = excluded.max_amount, max_count = excluded.max_count
        """
            .formatted(
                limit.number(),
                business.number(),
                limit.scope(),
                subject,
                limit.maxAmount(),
                limit.maxCount()));
  }

  /** Some refunds are reversals, the same ones each time. */
  private static Operation undoing(Operation operation) {
    return operation instanceof Operation.Refund it && it.origin().fingerprint() % 2 == 0
        ? new Operation.Refund(it.origin(), it.original(), it.amount(), it.details(), true)
        : operation;
  }

  private static void endSome(Random random, InMemoryBook model, Workload workload) {
    UUID hold = workload.anyHold();
    if (hold != null && random.nextInt(40) == 0) {
      model.end(hold, business.end(hold));
    }
  }

  private static long clock(Operation operation, Answer real) {
    if (real instanceof Answer.Done done && !done.replayed()) {
      if (done.receipt() instanceof Receipt.Transaction made) {
        return made.createdAtMillis();
      } else if (done.receipt() instanceof Receipt.Authorization hold
          && operation.kind() == OperationKind.AUTHORIZE) {
        return hold.createdAtMillis();
      }
    }
    return System.currentTimeMillis();
  }

  private static String outline(Answer answer) {
    if (answer instanceof Answer.Refused no) {
      return no.reason() + (no.replayed() ? " again" : "");
    }
    if (!(answer instanceof Answer.Done done) || !isMovement(done.receipt())) {
      return answer.getClass().getSimpleName();
    }
    String what = done.replayed() + " " + done.receipt().id() + " " + done.receipt().wallet();
    return done.receipt() instanceof Receipt.Authorization it
        ? what + " " + List.of(it.status(), it.amount(), it.requested(), it.captured(), it.voided())
        : what;
  }

  /** A change of terms is answered otherwise. */
  private static boolean isMovement(Receipt receipt) {
    return receipt instanceof Receipt.Authorization
        || (receipt instanceof Receipt.Transaction it && it.kind().transactionType() != null);
  }
}
