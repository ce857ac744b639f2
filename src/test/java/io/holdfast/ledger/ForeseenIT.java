package io.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestServers;
import io.holdfast.metrics.MetricNames;
import io.holdfast.operation.Details;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.WalletStatus;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches that were decided ahead, on a real PostgreSQL that others change too. */
final class ForeseenIT {
  private static final Committer.Bounds BOUNDS = new Committer.Bounds(1, 256, 1_000, 4_000);

  private TestBusiness business;
  private TestOrders orders;
  private TestCore core;
  private TestCore other;

  @BeforeEach
  void start() {
    business = new TestBusiness(TestServers.book());
    orders = new TestOrders(business);
    core = TestCore.start(business.book(), TestServers.redisUri(), 1, BOUNDS);
    other = TestCore.start(business.book(), TestServers.redisUri(), 1, BOUNDS);
  }

  @AfterEach
  void stop() {
    core.close();
    other.close();
    TestAudit.balances(business.book());
  }

  @Test
  void whatAnAnswerSaidIsKnownToTheNextBatch() {
    WalletRef wallet = funded(100);
    Posted.Applied debit = applied(core, orders.debit(wallet, 10));
    assertThat(foreseen(core)).isEqualTo(1);
    assertThat(debit.receipt().wallet().available()).isEqualTo(90);
    UUID hold = applied(core, orders.authorize(wallet, 40, 3_600)).receipt().id();
    Posted.Applied capture = applied(core, orders.capture(hold, 30, true));
    assertThat(foreseen(core)).isEqualTo(3);
    assertThat(capture.sequence()).isEqualTo(debit.sequence() + 2);
    assertThat(wallet(wallet)).containsExactly("60", "0", Long.toString(capture.sequence()));
    assertThat(
            TestServers.rows(business.book(), "SELECT status, amount, captured, voided FROM holds"))
        .containsExactly(List.of("2", "40", "30", "10"));
  }

  @Test
  void aWalletThatSomebodyElseChangedIsDecidedAnewAndItsNeighboursAreNot() {
    WalletRef wallet = funded(100);
    WalletRef neighbour = funded(100);
    applied(other, orders.debit(wallet, 95));
    List<Posted> posted =
        together(
            core,
            orders.debit(neighbour, 1),
            orders.debit(wallet, 10),
            orders.debit(neighbour, 2),
            orders.debit(wallet, 5));
    assertThat(posted.get(1)).isEqualTo(new Posted.Refused(Refusal.INSUFFICIENT_FUNDS, 5));
    assertThat(List.of(posted.get(0), posted.get(2), posted.get(3)))
        .hasOnlyElementsOfType(Posted.Applied.class);
    assertThat(foreseen(core)).isEqualTo(2);
    assertThat(mistaken(core)).isEqualTo(2);
    assertThat(wallet(wallet)).startsWith("0", "0");
    assertThat(wallet(neighbour)).startsWith("97", "0");
  }

  @Test
  void twoProcessesOnOneWalletSpendWhatThereIsAndNoMore() {
    WalletRef wallet = funded(150);
    List<Future<Posted>> posted = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Operation debit = orders.debit(wallet, 1);
      TestCore at = i % 2 == 0 ? core : other;
      posted.add(at.loop(0).run(it -> it.ledger().post(debit)));
    }
    TestServers.await(Future.join(posted));
    assertThat(posted.stream().filter(it -> it.result() instanceof Posted.Applied)).hasSize(150);
    assertThat(wallet(wallet)).startsWith("0", "0");
  }

  @Test
  void aKeyThatSomebodyElseTookMovesMoneyOnceAndLetsItsNeighboursThrough() {
    WalletRef wallet = funded(100);
    Operation debit = orders.debit(wallet, 10);
    applied(other, debit);
    applied(core, orders.deposit(wallet, 1));
    WalletRef neighbour = funded(100);
    List<Posted> posted =
        together(core, orders.debit(neighbour, 1), debit, orders.debit(wallet, 2));
    assertThat(posted.get(0)).isInstanceOf(Posted.Applied.class);
    assertThat(posted.get(1))
        .isInstanceOfSatisfying(
            Posted.Repeated.class, it -> assertThat(it.kind()).isEqualTo(OperationKind.DEBIT));
    assertThat(posted.get(2)).isInstanceOf(Posted.Applied.class);
    assertThat(mistaken(core)).isGreaterThanOrEqualTo(3);
    assertThat(wallet(wallet)).startsWith("89", "0");
  }

  @Test
  void anAuthorizationThatEndedMeanwhileIsNotCaptured() {
    WalletRef wallet = funded(100);
    UUID hold = applied(core, orders.authorize(wallet, 40, 3_600)).receipt().id();
    business.end(hold);
    List<Posted> posted = together(core, orders.capture(hold, 0, true), orders.debit(funded(5), 5));
    assertThat(posted.get(0)).isEqualTo(new Posted.Refused(Refusal.AUTHORIZATION_NOT_OPEN, 60));
    assertThat(posted.get(1)).isInstanceOf(Posted.Applied.class);
    assertThat(mistaken(core)).isEqualTo(2);
    assertThat(wallet(wallet)).startsWith("100", "40");
  }

  @Test
  void anAuthorizationThatSomebodyElseChangedIsAsHeLeftIt() {
    WalletRef wallet = funded(100);
    UUID hold = applied(core, orders.authorize(wallet, 40, 3_600)).receipt().id();
    applied(other, orders.capture(hold, 30, false));
    applied(core, orders.debit(wallet, 1)); // Now the wallet is known again, the hold is not.
    assertThat(post(core, orders.capture(hold, 11, true)))
        .isEqualTo(new Posted.Refused(Refusal.CAPTURE_EXCEEDS_AUTHORIZATION, 59));
    Receipt.Authorization captured =
        (Receipt.Authorization) applied(core, orders.capture(hold, 10, true)).receipt();
    assertThat(captured.captured()).isEqualTo(40);
    assertThat(wallet(wallet)).startsWith("59", "0");
  }

  @Test
  void whatIsStaleLeavesNothingBesideAuthorizationsAndCapturesThatAreNot() {
    WalletRef stale = funded(100);
    WalletRef known = funded(100);
    UUID staleHold = applied(core, orders.authorize(stale, 40, 3_600)).receipt().id();
    UUID knownHold = applied(core, orders.authorize(known, 40, 3_600)).receipt().id();
    applied(other, orders.debit(stale, 1));
    long foreseen = foreseen(core);
    List<Posted> posted =
        together(
            core,
            orders.capture(staleHold, 30, false),
            orders.capture(knownHold, 20, true),
            orders.authorize(stale, 10, 3_600),
            orders.authorize(known, 5, 3_600));
    assertThat(posted).hasOnlyElementsOfType(Posted.Applied.class);
    assertThat(foreseen(core) - foreseen).isEqualTo(2);
    assertThat(wallet(stale)).startsWith("69", "20");
    assertThat(wallet(known)).startsWith("80", "5");
    assertThat(told(known)).containsExactly("2", "3", "4", "-4", "5");
    assertThat(told(stale)).containsExactly("2", "3", "4", "5", "-5", "6");
    assertThat(
            TestServers.rows(
                business.book(),
                "SELECT amount, captured, voided FROM holds WHERE wallet = "
                    + known.number()
                    + " ORDER BY sequence"))
        .containsExactly(List.of("40", "20", "20"), List.of("5", "0", "0"));
  }

  @Test
  void aBatchOfTwoBusinessesTellsEachOfItsOwn() {
    TestBusiness neighbour = new TestBusiness(business.book());
    TestOrders theirs = new TestOrders(neighbour);
    WalletRef mine = funded(100);
    WalletRef his = neighbour.wallet(0);
    applied(core, theirs.deposit(his, 50));
    applied(core, theirs.debit(his, 1));
    long foreseen = foreseen(core);
    together(core, orders.debit(mine, 2), theirs.debit(his, 3), orders.debit(mine, 4));
    assertThat(foreseen(core) - foreseen).isEqualTo(3);
    assertThat(told(his)).containsExactly("2", "3", "4");
    assertThat(
            TestServers.ask(
                business.book(),
                "SELECT count(*) FROM outbox o WHERE wallets IS NOT NULL AND EXISTS (SELECT FROM"
                    + " unnest(o.wallets) AS t (number) JOIN wallets w USING (number)"
                    + " WHERE w.business <> o.business)"))
        .isEqualTo("0");
  }

  @Test
  void aWalletThatWasFrozenElsewhereIsNotDebited() {
    WalletRef wallet = funded(100);
    post(other, new Operation.Terms(orders.origin(), wallet, WalletStatus.FROZEN, null));
    assertThat(post(core, orders.debit(wallet, 1)))
        .isEqualTo(new Posted.Refused(Refusal.WALLET_FROZEN, 100));
  }

  @Test
  void aRowThatWasTamperedWithIsNotPaintedOver() {
    WalletRef wallet = funded(100);
    TestServers.execute(
        business.book(),
        "UPDATE wallets SET balance = balance + 7 WHERE number = " + wallet.number());
    applied(core, orders.debit(wallet, 10));
    assertThat(mistaken(core)).isEqualTo(1);
    assertThat(wallet(wallet)).startsWith("97");
    TestServers.execute(
        business.book(),
        "UPDATE wallets SET balance = balance - 7 WHERE number = " + wallet.number());
    TestServers.execute(
        business.book(),
        "ALTER TABLE journal DISABLE TRIGGER journal_append_only;"
            + " UPDATE journal SET balance_after = 90, available_after = 90"
            + " WHERE amount = -10;"
            + " ALTER TABLE journal ENABLE TRIGGER journal_append_only");
  }

  @Test
  void aClockThatWentBackLeavesTheDecisionToPostgresql() {
    WalletRef wallet = funded(100);
    TestServers.execute(
        business.book(),
        "UPDATE wallets SET changed_at = changed_at + interval '1 hour' WHERE number = "
            + wallet.number());
    applied(core, orders.debit(wallet, 10));
    assertThat(mistaken(core)).isEqualTo(1);
    assertThat(
            TestServers.ask(
                business.book(),
                "SELECT count(*) FROM journal j JOIN wallets w ON w.number = j.wallet"
                    + " AND j.created_at = w.changed_at AND j.created_at > now()"))
        .isEqualTo("1");
  }

  @Test
  void aWalletKeepsItsOrderAcrossWhatIsForeseenAndWhatIsNot() {
    WalletRef wallet = funded(1_000);
    WalletRef plain = funded(1_000);
    MovementRef sale = new MovementRef(applied(core, orders.debit(wallet, 50)).receipt().id());
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      operations.add(orders.debit(plain, 1));
      operations.add(orders.debit(wallet, 1));
      if (i == 20) {
        // Only PostgreSQL knows what of it was given back.
        operations.add(new Operation.Refund(orders.origin(), sale, 20, Details.NONE));
      }
    }
    long before = foreseen(core);
    List<Posted> posted = together(core, operations.toArray(Operation[]::new));
    List<Long> sequences = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      if (operations.get(i).wallet() == wallet.number()) {
        sequences.add(((Posted.Applied) posted.get(i)).sequence());
      }
    }
    assertThat(sequences).hasSize(41).isSorted().doesNotHaveDuplicates();
    assertThat(foreseen(core) - before).isEqualTo(40 + 21);
    assertThat(wallet(wallet)).startsWith(Integer.toString(1_000 - 50 - 40 + 20));
  }

  @Test
  void whoRemembersNoWalletsForeseesNothing() {
    Committer.Bounds blind = new Committer.Bounds(1, 256, 1_000, 4_000, 1_000, 2_000, 0);
    WalletRef wallet = funded(100);
    try (TestCore unaware = TestCore.start(business.book(), TestServers.redisUri(), 1, blind)) {
      for (int i = 0; i < 5; i++) {
        applied(unaware, orders.debit(wallet, 1));
      }
      assertThat(foreseen(unaware)).isZero();
    }
    assertThat(wallet(wallet)).startsWith("95");
  }

  private WalletRef funded(long amount) {
    WalletRef wallet = business.wallet(0);
    applied(core, orders.deposit(wallet, amount));
    return wallet;
  }

  private static Posted post(TestCore where, Operation operation) {
    return TestServers.await(where.loop(0).run(it -> it.ledger().post(operation)));
  }

  private static Posted.Applied applied(TestCore where, Operation operation) {
    return (Posted.Applied) post(where, operation);
  }

  /** Posts in one tick, and so in one batch. */
  private static List<Posted> together(TestCore where, Operation... operations) {
    List<Future<Posted>> posted =
        TestServers.await(
            where
                .loop(0)
                .run(
                    it ->
                        Future.succeededFuture(
                            Arrays.stream(operations).map(it.ledger()::post).toList())));
    TestServers.await(Future.join(posted));
    return posted.stream().map(Future::result).toList();
  }

  private static long foreseen(TestCore where) {
    return count(where, MetricNames.POSTED + "{way=\"foreseen\"} ");
  }

  private static long mistaken(TestCore where) {
    return count(where, MetricNames.MISTAKEN + " ");
  }

  private static long count(TestCore where, String name) {
    return where
        .metrics()
        .scrape()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  /** What is told of a wallet's journal, in order. */
  private List<String> told(WalletRef wallet) {
    return TestServers.rows(
            business.book(),
            "SELECT t.sequence FROM outbox o CROSS JOIN LATERAL unnest(o.wallets, o.sequences)"
                + " WITH ORDINALITY AS t (wallet, sequence, place) WHERE t.wallet = "
                + wallet.number()
                + " ORDER BY o.number, t.place")
        .stream()
        .map(row -> row.get(0))
        .toList();
  }

  /** Balance, held and version. */
  private List<String> wallet(WalletRef wallet) {
    return TestServers.rows(
            business.book(),
            "SELECT balance, held, version FROM wallets WHERE number = " + wallet.number())
        .get(0);
  }
}
