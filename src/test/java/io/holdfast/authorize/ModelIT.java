package io.holdfast.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.operation.Answer;
import io.holdfast.operation.InMemoryBook;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.WalletState;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real core against the naive one, over operations at random. A failure names its seed, which
 * makes it happen again.
 */
final class ModelIT {
  private static final int WALLETS = 4;
  private static final int LOOPS = 2;
  private static final int OPERATIONS = 1_200;
  private static final int BURSTS = 40;
  private static final int BURST = 60;

  private static TestCore core;
  private static TestRedis redis;
  private static TestBusiness business;

  @BeforeAll
  static void start() {
    business = new TestBusiness(TestServers.book());
    core = TestCore.start(business.book(), TestServers.redisUri(), LOOPS);
    redis = new TestRedis(core.vertx(), TestServers.redisUri());
    redis.ask("FLUSHALL");
  }

  @AfterAll
  static void stop() {
    redis.close();
    core.close();
  }

  static LongStream seeds() {
    return LongStream.of(1, 2, new Random().nextLong());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneAfterAnotherTheRealBookAnswersAsTheNaiveOne(long seed) {
    Random random = new Random(seed);
    InMemoryBook model = new InMemoryBook();
    List<WalletRef> wallets = wallets(model);
    Workload workload = new Workload(random, business, wallets);
    for (int step = 0; step < OPERATIONS; step++) {
      disturb(random, model, wallets);
      endSome(random, model, workload);
      Operation operation = workload.next();
      Answer real = TestServers.await(core.loop(random.nextInt(LOOPS)).submit(operation));
      model.clock(clock(operation, real));
      assertThat(comparable(real))
          .as("seed %d, step %d: %s", seed, step, operation)
          .isEqualTo(comparable(model.submit(operation)));
      workload.learn(real);
    }
    for (long wallet : model.wallets()) {
      WalletState state = model.state(wallet);
      assertThat(
              TestServers.rows(
                  business.book(),
                  "SELECT balance, held, credit_limit, status, version FROM wallets WHERE number = "
                      + wallet))
          .as("seed %d, wallet %d", seed, wallet)
          .containsExactly(
              List.of(
                  Long.toString(state.balance()),
                  Long.toString(state.held()),
                  Long.toString(state.creditLimit()),
                  Integer.toString(state.status().code()),
                  Long.toString(state.version())));
    }
    TestAudit.balances(business.book());
    TestAudit.cacheIsExact(business.book(), redis);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void allAtOnceTheBooksBalanceAndEachKeyMovesMoneyOnce(long seed) {
    Random random = new Random(seed);
    InMemoryBook unused = new InMemoryBook();
    List<WalletRef> wallets = wallets(unused);
    Workload workload = new Workload(random, business, wallets);
    Map<String, Set<Receipt>> done = new HashMap<>();
    for (int burst = 0; burst < BURSTS; burst++) {
      List<Operation> operations = new ArrayList<>();
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < BURST; i++) {
        disturb(random, unused, wallets);
        operations.add(workload.next());
        answers.add(core.loop(random.nextInt(LOOPS)).submit(operations.get(i)));
      }
      TestServers.await(Future.join(answers).otherwiseEmpty());
      for (int i = 0; i < BURST; i++) {
        assertThat(answers.get(i).cause()).as("seed %d: %s", seed, operations.get(i)).isNull();
        workload.learn(answers.get(i).result());
        collect(operations.get(i), answers.get(i).result(), done);
      }
    }
    assertThat(done.values()).as("seed %d", seed).allMatch(receipts -> receipts.size() == 1);
    assertThat(moved(wallets)).as("seed %d", seed).isEqualTo(done.size());
    TestAudit.balances(business.book());
    TestAudit.cacheErrsLow(business.book(), redis);
  }

  private static List<WalletRef> wallets(InMemoryBook model) {
    List<WalletRef> wallets = new ArrayList<>();
    for (int i = 0; i < WALLETS; i++) {
      long limit = i == 0 ? 40 : 0;
      WalletRef ref = business.wallet(limit);
      model.open(business.number(), ref, limit);
      wallets.add(ref);
    }
    return wallets;
  }

  /** Redis loses everything, its scripts, or a wallet: no answer may differ for it. */
  private static void disturb(Random random, InMemoryBook model, List<WalletRef> wallets) {
    int dice = random.nextInt(200);
    if (dice == 0) {
      redis.ask("FLUSHALL");
      model.forgetDeclines();
    } else if (dice == 1) {
      redis.ask("SCRIPT", "FLUSH");
    } else if (dice < 8) {
      long wallet = wallets.get(random.nextInt(WALLETS)).number();
      redis.ask("DEL", "hf:{" + (wallet & 255) + "}:w:" + wallet);
    }
  }

  private static void endSome(Random random, InMemoryBook model, Workload workload) {
    UUID hold = workload.anyHold();
    if (hold != null && random.nextInt(40) == 0) {
      model.end(hold, business.end(hold));
    }
  }

  /** When the real book did it, so that the naive one does it at the same moment. */
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

  /** Without what an answer does not promise. */
  private static Answer comparable(Answer answer) {
    if (answer instanceof Answer.Done done) {
      return new Answer.Done(comparable(done.receipt()), done.replayed());
    } else if (answer instanceof Answer.Refused refused
        && refused.reason() != Refusal.INSUFFICIENT_FUNDS) {
      return new Answer.Refused(refused.reason(), 0, refused.replayed());
    }
    return answer;
  }

  private static Receipt comparable(Receipt receipt) {
    if (receipt instanceof Receipt.Authorization it) {
      // The end of a hold's time is moved here, behind the back of answers given before.
      return new Receipt.Authorization(
          it.id(),
          it.walletId(),
          it.status(),
          it.amount(),
          it.requested(),
          it.captured(),
          it.voided(),
          it.currency(),
          it.location(),
          it.reference(),
          it.metadata(),
          0,
          it.createdAtMillis(),
          it.wallet());
    }
    return isMovement(receipt) ? receipt : null;
  }

  /** A change of terms is answered otherwise. */
  private static boolean isMovement(Receipt receipt) {
    return receipt instanceof Receipt.Transaction it && it.kind().transactionType() != null;
  }

  private static void collect(Operation operation, Answer answer, Map<String, Set<Receipt>> done) {
    if (answer instanceof Answer.Done it && comparable(it.receipt()) != null) {
      String key = it.receipt().walletId() + " " + operation.origin().key().text();
      done.computeIfAbsent(key, first -> new HashSet<>()).add(it.receipt());
    }
  }

  /** How often the journal has a movement of these wallets or a change of their holds. */
  private static int moved(List<WalletRef> wallets) {
    String numbers =
        wallets.stream().map(it -> Long.toString(it.number())).collect(Collectors.joining(", "));
    return Integer.parseInt(
        TestServers.ask(
            business.book(),
            "SELECT count(*) FROM journal WHERE kind < 12 AND wallet IN (" + numbers + ")"));
  }
}
