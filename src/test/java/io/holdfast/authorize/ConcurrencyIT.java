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
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Balance;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many tills at one wallet: two processes of several event loops each, on the same servers. */
final class ConcurrencyIT {
  private static final int MANY = 100;

  private static TestBusiness business;
  private static TestOrders orders;
  private static List<TestCore> processes;
  private static TestRedis redis;

  @BeforeAll
  static void start() {
    business = new TestBusiness(TestServers.book());
    orders = new TestOrders(business);
    processes =
        List.of(
            TestCore.start(business.book(), TestServers.redisUri(), 3),
            TestCore.start(business.book(), TestServers.redisUri(), 2));
    redis = new TestRedis(processes.get(0).vertx(), TestServers.redisUri());
  }

  @AfterAll
  static void stop() {
    redis.close();
    processes.forEach(TestCore::close);
  }

  @BeforeEach
  void anEmptyRedis() {
    redis.ask("FLUSHALL");
  }

  @AfterEach
  void theBooksBalance() {
    TestAudit.balances(business.book());
    TestAudit.cacheIsExact(business.book(), redis);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLastUnitIsSpentAndNotOneMore(boolean cached) {
    WalletRef wallet = funded(MANY);
    if (cached) {
      assertThat(answer(orders.debit(wallet, MANY + 1))).isInstanceOf(Answer.Refused.class);
      assertThat(redis.wallet(wallet.number())).containsEntry("a", Integer.toString(MANY));
    }
    List<Operation> debits = new ArrayList<>();
    for (int i = 0; i < MANY + 1; i++) {
      debits.add(orders.debit(wallet, 1));
    }
    List<Answer> answers = all(debits);
    assertThat(answers.stream().filter(Answer.Done.class::isInstance)).hasSize(MANY);
    assertThat(answers.stream().filter(Answer.Refused.class::isInstance))
        .singleElement()
        .isEqualTo(new Answer.Refused(Refusal.INSUFFICIENT_FUNDS, 0, false));
  }

  @Test
  void nobodyIsTurnedAwayWhoHasTheMoney() {
    for (int round = 0; round < 5; round++) {
      WalletRef wallet = funded(MANY);
      List<Operation> debits = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        debits.add(orders.debit(wallet, 1));
      }
      assertThat(all(debits)).allMatch(Answer.Done.class::isInstance);
    }
  }

  @Test
  void aHundredCopiesOfADebitSpendOnce() {
    WalletRef wallet = funded(MANY);
    moveOnce(orders.debit(wallet, 30), new Balance(70, 0, 70));
  }

  @Test
  void aHundredCopiesOfADebitThatTakesAllSpendOnce() {
    WalletRef wallet = funded(MANY);
    moveOnce(orders.debit(wallet, MANY), new Balance(0, 0, 0));
  }

  @Test
  void aHundredCopiesOfACreditAddOnce() {
    WalletRef wallet = funded(MANY);
    moveOnce(orders.deposit(wallet, 30), new Balance(130, 0, 130));
  }

  @Test
  void aHundredCopiesOfAnAuthorizationHoldOnce() {
    WalletRef wallet = funded(MANY);
    moveOnce(orders.authorize(wallet, 30, 3_600), new Balance(100, 30, 70));
  }

  @Test
  void aHundredCopiesOfACaptureSpendOnce() {
    WalletRef wallet = funded(MANY);
    UUID hold = receipt(answer(orders.authorize(wallet, 30, 3_600))).id();
    moveOnce(orders.capture(hold, 20, false), new Balance(80, 10, 70));
  }

  @Test
  void aHoldIsCapturedByOneOfAHundred() {
    WalletRef wallet = funded(MANY);
    UUID hold = receipt(answer(orders.authorize(wallet, 30, 3_600))).id();
    List<Operation> captures = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      captures.add(i % 2 == 0 ? orders.capture(hold, 0, true) : orders.voidHold(hold));
    }
    List<Answer> answers = all(captures);
    assertThat(answers.stream().filter(Answer.Done.class::isInstance)).hasSize(1);
    assertThat(answers.stream().filter(Answer.Refused.class::isInstance))
        .hasSize(MANY - 1)
        .allMatch(it -> ((Answer.Refused) it).reason() == Refusal.AUTHORIZATION_NOT_OPEN);
  }

  @Test
  void holdsCapturesAndVoidsAtOnceNeverSpendWhatIsNotThere() {
    WalletRef wallet = funded(500);
    Random random = new Random(11);
    List<UUID> holds = new ArrayList<>();
    for (int round = 0; round < 8; round++) {
      List<Operation> mix = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        UUID hold = holds.isEmpty() ? null : holds.get(random.nextInt(holds.size()));
        int dice = hold == null ? 0 : random.nextInt(4);
        mix.add(
            switch (dice) {
              case 1 -> orders.capture(hold, 1 + random.nextInt(10), random.nextBoolean());
              case 2 -> orders.voidHold(hold);
              case 3 -> orders.debit(wallet, 1 + random.nextInt(5));
              default -> orders.authorize(wallet, 1 + random.nextInt(40), 3_600);
            });
      }
      for (Answer answer : all(mix)) {
        if (answer instanceof Answer.Done done) {
          assertThat(done.receipt().wallet().available()).isNotNegative();
          if (done.receipt() instanceof Receipt.Authorization hold && hold.captured() == 0) {
            holds.add(hold.id());
          }
        }
      }
    }
    all(holds.stream().map(orders::voidHold).toList());
    List<String> row =
        TestServers.rows(
                business.book(),
                "SELECT held, balance >= 0 FROM wallets WHERE number = " + wallet.number())
            .get(0);
    assertThat(row).containsExactly("0", "t");
  }

  @Test
  void aWalletThatIsNotCachedIsLoadedOnceHoweverManyAsk() {
    WalletRef wallet = funded(1_000);
    redis.ask("FLUSHALL");
    redis.ask("CONFIG", "RESETSTAT");
    List<Future<Answer>> asked = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      asked.add(processes.get(0).loop(i).submit(orders.debit(wallet, 1)));
    }
    TestServers.await(Future.all(asked));
    // Each load that is not told "cached by now" lists the marks, once.
    assertThat(redis.calls("hkeys")).isEqualTo(1);
  }

  /** Submits copies of an operation all at once; one of them does it, and all say the same. */
  private static void moveOnce(Operation operation, Balance after) {
    List<Operation> copies = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      copies.add(operation);
    }
    List<Answer> answers = all(copies);
    Receipt receipt = receipt(answer(operation));
    assertThat(receipt.wallet()).isEqualTo(after);
    Answer first = new Answer.Done(receipt, false);
    Answer again = new Answer.Done(receipt, true);
    assertThat(answers).allMatch(List.of(first, again, new Answer.InProgress())::contains);
    assertThat(answers.stream().filter(first::equals)).hasSize(1);
    assertThat(
            TestServers.ask(
                business.book(),
                "SELECT count(*) FROM journal WHERE operation_key = '%s'"
                    .formatted(operation.origin().key().hash())))
        .isEqualTo("1");
  }

  private static WalletRef funded(long amount) {
    WalletRef wallet = business.wallet(0);
    answer(orders.deposit(wallet, amount));
    return wallet;
  }

  private static Answer answer(Operation operation) {
    return processes.get(0).answer(operation);
  }

  private static Receipt receipt(Answer answer) {
    return ((Answer.Done) answer).receipt();
  }

  /** Submits from all event loops of both processes at once. */
  private static List<Answer> all(List<Operation> operations) {
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      answers.add(processes.get(i % 2).loop(i / 2).submit(operations.get(i)));
    }
    return TestServers.await(Future.all(answers).map(all -> all.list()));
  }
}
