package io.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestServers;
import io.holdfast.operation.Details;
import io.holdfast.operation.Fault;
import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Batches on a real PostgreSQL. */
final class GroupCommitIT {
  private static final int LOOPS = 3;
  private static final Committer.Bounds BOUNDS = new Committer.Bounds(4, 20, 1_000, 4_000);

  private static TestBusiness business;
  private static TestCore core;
  private static TestOrders orders;

  @BeforeAll
  static void start() {
    business = new TestBusiness(TestServers.book());
    orders = new TestOrders(business);
    core = TestCore.start(business.book(), TestServers.redisUri(), LOOPS, BOUNDS);
  }

  @AfterAll
  static void stop() {
    core.close();
  }

  @AfterEach
  void theBooksBalance() {
    TestAudit.balances(business.book());
  }

  @Test
  void kindsAreMixedInABatch() {
    WalletRef one = funded(100);
    WalletRef two = funded(100);
    MovementRef hold = hold(one, 50);
    List<Posted> posted =
        together(
            orders.debit(one, 10),
            new Operation.Capture(orders.origin(), hold, 20, false),
            orders.deposit(two, 5),
            orders.authorize(two, 105, 3_600),
            new Operation.Terms(orders.origin(), one, null, 7L),
            new Operation.VoidHold(orders.origin(), hold, 0),
            orders.debit(two, 1));
    assertThat(posted.subList(0, 6)).allMatch(Posted.Applied.class::isInstance);
    assertThat(posted.get(6)).isEqualTo(new Posted.Refused(Refusal.INSUFFICIENT_FUNDS, 0));
    assertThat(row(one)).containsExactly("70", "0", "7", "7");
    assertThat(row(two)).containsExactly("105", "105", "0", "0");
  }

  @Test
  void aRefusalDoesNotDisturbItsNeighbours() {
    WalletRef wallet = funded(40);
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      operations.add(orders.debit(wallet, i == 7 ? 100 : 2));
    }
    List<Posted> posted = together(operations.toArray(Operation[]::new));
    assertThat(posted.remove(7)).isEqualTo(new Posted.Refused(Refusal.INSUFFICIENT_FUNDS, 26));
    assertThat(posted).allMatch(Posted.Applied.class::isInstance);
    assertThat(row(wallet)).startsWith("2", "0");
  }

  @Test
  void whatPostgresqlItselfRejectsFailsAlone() {
    WalletRef wallet = funded(100);
    WalletRef other = funded(100);
    Operation broken =
        new Operation.Debit(orders.origin(), wallet, 1, false, Details.NONE, wallet.number());
    List<Future<Posted>> posted =
        submit(orders.debit(wallet, 1), broken, orders.debit(other, 1), orders.debit(wallet, 2));
    assertThat(TestServers.awaitFailure(posted.get(1)))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.outcome()).isEqualTo(Fault.Outcome.NOT_APPLIED));
    for (int neighbour : new int[] {0, 2, 3}) {
      assertThat(TestServers.await(posted.get(neighbour))).isInstanceOf(Posted.Applied.class);
    }
    assertThat(row(wallet)).startsWith("97");
    assertThat(row(other)).startsWith("99");
  }

  @Test
  void whatCannotEvenBeSentFailsAndTheLaneGoesOn() {
    WalletRef wallet = funded(100);
    Operation keyless =
        orders.debit(wallet, 1).withOrigin(new Origin(business.number(), 0, null, 1));
    List<Future<Posted>> posted = submit(keyless, orders.debit(wallet, 2));
    for (Future<Posted> each : posted) {
      assertThat(TestServers.awaitFailure(each)).isInstanceOf(Fault.class);
    }
    assertThat(post(orders.debit(wallet, 4))).isInstanceOf(Posted.Applied.class);
    assertThat(row(wallet)).startsWith("96");
  }

  @Test
  void oneKeyInABatchIsAppliedOnce() {
    WalletRef wallet = funded(100);
    Operation debit = orders.debit(wallet, 10);
    Origin same = debit.origin();
    Operation different =
        orders
            .deposit(wallet, 5)
            .withOrigin(new Origin(same.business(), 0, same.key(), same.fingerprint() + 1));
    List<Posted> posted = together(debit, debit, different, orders.debit(wallet, 1));
    long sequence = ((Posted.Applied) posted.get(0)).sequence();
    Posted repeated = new Posted.Repeated(OperationKind.DEBIT, same.fingerprint(), sequence);
    assertThat(posted.subList(1, 3)).containsExactly(repeated, repeated);
    assertThat(posted.get(3)).isInstanceOf(Posted.Applied.class);
    assertThat(row(wallet)).startsWith("89");
  }

  @Test
  void whoRepeatsIsAnsweredAndChangesNothingForHisNeighbours() {
    WalletRef wallet = funded(100);
    Operation debit = orders.debit(wallet, 10);
    Operation deposit = orders.deposit(wallet, 5);
    long sequence = ((Posted.Applied) together(debit, deposit).get(1)).sequence();
    Origin origin = debit.origin();
    Origin stranger = new Origin(business.number() + 1, 0, origin.key(), origin.fingerprint());
    List<Posted> posted =
        together(
            debit,
            orders.debit(wallet, 1),
            deposit,
            orders.debit(wallet, 1_000),
            orders.debit(wallet, 1).withOrigin(stranger),
            debit,
            orders.debit(wallet, 2));
    Posted first = new Posted.Repeated(OperationKind.DEBIT, origin.fingerprint(), sequence - 1);
    assertThat(posted.get(0)).isEqualTo(first);
    assertThat(posted.get(2))
        .isEqualTo(
            new Posted.Repeated(OperationKind.DEPOSIT, deposit.origin().fingerprint(), sequence));
    assertThat(posted.get(5)).isEqualTo(first);
    assertThat(posted.subList(3, 5)).allMatch(Posted.Refused.class::isInstance);
    assertThat(((Posted.Applied) posted.get(1)).sequence()).isEqualTo(sequence + 1);
    assertThat(((Posted.Applied) posted.get(6)).sequence()).isEqualTo(sequence + 2);
    assertThat(row(wallet)).startsWith("92");
  }

  @Test
  void oneKeyOnTwoWalletsIsTwoOperations() {
    WalletRef one = funded(10);
    WalletRef two = funded(10);
    Origin origin = orders.origin();
    assertThat(
            together(
                orders.debit(one, 1).withOrigin(origin), orders.debit(two, 1).withOrigin(origin)))
        .allMatch(Posted.Applied.class::isInstance);
  }

  @Test
  void aHoldIsCapturedOnceHoweverOftenItIsInABatch() {
    WalletRef wallet = funded(100);
    MovementRef hold = hold(wallet, 70);
    List<Posted> posted =
        together(
            new Operation.Capture(orders.origin(), hold, 30, false),
            new Operation.Capture(orders.origin(), hold, 30, false),
            new Operation.Capture(orders.origin(), hold, 11, true),
            new Operation.Capture(orders.origin(), hold, 0, true),
            new Operation.Capture(orders.origin(), hold, 0, true),
            new Operation.VoidHold(orders.origin(), hold, 0));
    assertThat(posted.get(1)).isInstanceOf(Posted.Applied.class);
    assertThat(posted.get(2))
        .isEqualTo(new Posted.Refused(Refusal.CAPTURE_EXCEEDS_AUTHORIZATION, 30));
    assertThat(((Posted.Applied) posted.get(3)).receipt())
        .isInstanceOfSatisfying(
            Receipt.Authorization.class,
            it -> {
              assertThat(it.status()).isEqualTo(HoldStatus.CAPTURED);
              assertThat(it.captured()).isEqualTo(70);
            });
    assertThat(posted.subList(4, 6))
        .allMatch(new Posted.Refused(Refusal.AUTHORIZATION_NOT_OPEN, 30)::equals);
    assertThat(row(wallet)).startsWith("30", "0");
  }

  @Test
  void batchesOfSeveralSessionsOnTheSameWalletsDoNotDeadlock() {
    List<WalletRef> wallets = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      wallets.add(funded(10_000));
    }
    Random random = new Random(7);
    List<Future<Posted>> posted = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      Operation debit = orders.debit(wallets.get(random.nextInt(8)), 1);
      posted.add(core.loop(i).run(it -> it.ledger().post(debit)));
    }
    TestServers.await(Future.all(posted));
    assertThat(posted).allMatch(it -> it.result() instanceof Posted.Applied);
    assertThat(
            TestServers.ask(
                business.book(),
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
        .isEqualTo("0");
  }

  @Test
  void overItsBoundTheQueueRefusesAtOnce() {
    Committer.Bounds narrow = new Committer.Bounds(1, 5, 10, 4_000);
    WalletRef wallet = funded(100);
    List<Future<Posted>> posted = new ArrayList<>();
    try (TestCore bounded = TestCore.start(business.book(), TestServers.redisUri(), 1, narrow)) {
      TestServers.await(
          bounded
              .loop(0)
              .run(
                  it -> {
                    for (int i = 0; i < 11; i++) {
                      posted.add(it.ledger().post(orders.debit(wallet, 1)));
                    }
                    assertThat(posted.get(10).isComplete()).isTrue();
                    assertThat(bounded.committer().depth()).isEqualTo(10);
                    return Future.join(posted).otherwiseEmpty();
                  }));
      assertThat(posted.get(10).cause())
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> assertThat(fault.outcome()).isEqualTo(Fault.Outcome.NOT_APPLIED));
      assertThat(posted.subList(0, 10)).allMatch(it -> it.result() instanceof Posted.Applied);
      assertThat(bounded.committer().depth()).isZero();
    }
    assertThat(row(wallet)).startsWith("90");
  }

  @Test
  void operationsOnAWalletKeepTheirOrderOnManyLanes() {
    List<WalletRef> wallets = List.of(funded(900), funded(900), funded(900), funded(900));
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      operations.add(orders.debit(wallets.get(i % wallets.size()), 1));
    }
    List<Posted> posted = together(operations.toArray(Operation[]::new));
    for (int w = 0; w < wallets.size(); w++) {
      List<Long> sequences = new ArrayList<>();
      for (int i = w; i < posted.size(); i += wallets.size()) {
        sequences.add(((Posted.Applied) posted.get(i)).sequence());
      }
      assertThat(sequences).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void aTakenKeyIsFoundAlsoWhenNobodyLooksForIt() {
    Committer.Bounds one = new Committer.Bounds(1, 20, 1_000, 4_000);
    WalletRef wallet = funded(1_000);
    WalletRef other = funded(1_000);
    Operation first = orders.debit(wallet, 1);
    try (TestCore quiet = TestCore.start(business.book(), TestServers.redisUri(), 1, one)) {
      together(quiet, first);
      for (int i = 0; i < Posting.LOOKING_BATCHES; i++) {
        assertThat(together(quiet, orders.debit(wallet, 1)))
            .hasOnlyElementsOfType(Posted.Applied.class);
      }
      for (int i = 0; i < 2; i++) {
        List<Posted> posted =
            together(quiet, orders.debit(other, 2), first, orders.debit(wallet, 3));
        assertThat(posted.get(0)).isInstanceOf(Posted.Applied.class);
        assertThat(posted.get(1)).isInstanceOf(Posted.Repeated.class);
        assertThat(posted.get(2)).isInstanceOf(Posted.Applied.class);
      }
    }
    assertThat(row(wallet)).startsWith(Integer.toString(1_000 - 7 - Posting.LOOKING_BATCHES));
    assertThat(row(other)).startsWith("996");
  }

  @Test
  void aStrangersOperationLeavesNoTrace() {
    WalletRef wallet = funded(100);
    Origin stranger = new Origin(business.number() + 1, 0, OperationKey.of("k"), 1);
    WalletRef forged = new WalletRef(Ids.wallet(1, wallet.number()), "USD");
    assertThat(
            together(
                orders.debit(wallet, 1).withOrigin(stranger),
                orders.debit(forged, 1),
                orders.deposit(forged, 1),
                orders.debit(wallet, 1)))
        .extracting(it -> it.getClass().getSimpleName())
        .containsExactly("Refused", "Refused", "Refused", "Applied");
    assertThat(row(wallet)).startsWith("99");
  }

  private static WalletRef funded(long amount) {
    WalletRef wallet = business.wallet(0);
    post(orders.deposit(wallet, amount));
    return wallet;
  }

  private static MovementRef hold(WalletRef wallet, long amount) {
    UUID id = ((Posted.Applied) post(orders.authorize(wallet, amount, 3_600))).receipt().id();
    return new MovementRef(id);
  }

  private static Posted post(Operation operation) {
    return TestServers.await(core.loop(0).run(it -> it.ledger().post(operation)));
  }

  /** Posts in one tick, and so in one batch. */
  private static List<Posted> together(Operation... operations) {
    return together(core, operations);
  }

  private static List<Posted> together(TestCore where, Operation... operations) {
    List<Future<Posted>> posted = submit(where, operations);
    TestServers.await(Future.join(posted));
    return new ArrayList<>(posted.stream().map(Future::result).toList());
  }

  private static List<Future<Posted>> submit(Operation... operations) {
    return submit(core, operations);
  }

  private static List<Future<Posted>> submit(TestCore where, Operation... operations) {
    return TestServers.await(
        where
            .loop(0)
            .run(
                it ->
                    Future.succeededFuture(
                        Arrays.stream(operations).map(it.ledger()::post).toList())));
  }

  /** Balance, held, credit limit and allowance. */
  private static List<String> row(WalletRef wallet) {
    return TestServers.rows(
            business.book(),
            "SELECT balance, held, credit_limit, allowance FROM wallets WHERE number = "
                + wallet.number())
        .get(0);
  }
}
