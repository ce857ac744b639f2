package io.holdfast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestServers;
import io.holdfast.faults.FaultProxy.Direction;
import io.holdfast.ledger.Committer;
import io.holdfast.ledger.Posted;
import io.holdfast.ledger.PostgresOptions;
import io.holdfast.operation.Details;
import io.holdfast.operation.Fault;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Batches of which a part is decided ahead and committed by itself, and the rest after it: whatever
 * fails, and wherever, everybody in it learns the truth.
 */
final class SplitBatchesIT {
  private static final int WALLETS = 8;
  private static final int FORESEEN = 40;
  private static final Committer.Bounds BOUNDS =
      new Committer.Bounds(1, 256, 4_096, 3_000, 2_000, 2_000, 1 << 20);

  /** How the two parts of a batch ended. */
  private enum End {
    ALL_APPLIED,
    REST_IN_DOUBT,
    FORESEEN_IN_DOUBT,
    NOTHING_APPLIED
  }

  private PostgresOptions book;
  private FaultProxy network;
  private TestBusiness business;
  private TestOrders orders;
  private TestCore core;
  private List<WalletRef> wallets;
  private MovementRef sale;

  @BeforeEach
  void start() {
    book = TestServers.book();
    network = FaultProxy.to(book.port());
    business = new TestBusiness(book);
    orders = new TestOrders(business);
    core = TestCore.start(network.inFrontOf(book), TestServers.redisUri(), 1, BOUNDS);
    wallets = new ArrayList<>();
    for (int i = 0; i < WALLETS; i++) {
      wallets.add(business.wallet(0));
    }
    awaitKnown();
    sale =
        new MovementRef(
            ((Posted.Applied) post(orders.debit(wallets.get(0), 500)).result()).receipt().id());
  }

  @AfterEach
  void stop() {
    network.heal();
    core.close();
    network.close();
    TestAudit.balances(book);
  }

  @Test
  void whereverTheAnswerIsCutEverybodyLearnsTheTruth() {
    Set<End> seen = EnumSet.noneOf(End.class);
    for (int bytes = 0; bytes < 1_500; bytes += 50) {
      List<Operation> batch = split();
      network.cutAfter(Direction.TO_CLIENT, bytes);
      seen.add(end(batch, together(batch)));
      network.heal();
      awaitKnown();
    }
    assertThat(seen).contains(End.FORESEEN_IN_DOUBT, End.REST_IN_DOUBT, End.ALL_APPLIED);
  }

  @Test
  void whereverARequestIsCutNothingOfItHappens() {
    Set<End> seen = EnumSet.noneOf(End.class);
    for (int bytes = 0; bytes < 12_000; bytes += 600) {
      List<Operation> batch = split();
      network.cutAfter(Direction.TO_SERVER, bytes);
      List<Future<Posted>> posted = together(batch);
      End end = end(batch, posted);
      seen.add(end);
      int applied = end == End.ALL_APPLIED ? batch.size() : 0;
      applied = end == End.REST_IN_DOUBT ? FORESEEN : applied;
      assertThat(batch.stream().mapToInt(this::times).sum())
          .as("after %d bytes", bytes)
          .isEqualTo(applied);
      network.heal();
      awaitKnown();
    }
    assertThat(seen).contains(End.FORESEEN_IN_DOUBT, End.REST_IN_DOUBT);
  }

  @Test
  void whatTheServerCannotCommitAheadIsAppliedToNobody() throws SQLException {
    List<Operation> batch = split();
    List<Future<Posted>> posted = cancelled(batch, wallets.get(3));
    assertThat(end(batch, posted)).isEqualTo(End.NOTHING_APPLIED);
    assertThat(together(split())).allMatch(it -> it.result() instanceof Posted.Applied);
  }

  @Test
  void whatTheServerCannotCommitOfTheRestLeavesWhatWasDecidedAhead() throws SQLException {
    WalletRef unknown = business.wallet(0);
    List<Operation> batch = split();
    batch.add(orders.deposit(unknown, 1));
    List<Future<Posted>> posted = cancelled(batch, unknown);
    for (int i = 0; i < batch.size(); i++) {
      assertThat(times(batch.get(i))).isEqualTo(i < FORESEEN ? 1 : 0);
      if (i < FORESEEN) {
        assertThat(posted.get(i).result()).isInstanceOf(Posted.Applied.class);
      } else {
        assertThat(outcome(posted.get(i))).isEqualTo(Fault.Outcome.NOT_APPLIED);
      }
    }
  }

  @Test
  void anOperationThatCannotBeWrittenDownHangsNobody() {
    List<Operation> batch = split();
    batch.set(7, new Operation.Debit(orders.origin(), wallets.get(7), 1, false, null, 0));
    assertThat(together(batch)).allMatch(Future::isComplete);
    assertThat(batch.stream().mapToInt(this::times).sum()).isZero();
    assertThat(together(split())).allMatch(it -> it.result() instanceof Posted.Applied);
  }

  /**
   * Debits that can be decided ahead, and then what cannot be, with what comes after it on the same
   * wallet.
   */
  private List<Operation> split() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < FORESEEN; i++) {
      operations.add(orders.debit(wallets.get(i % WALLETS), 1));
    }
    operations.add(new Operation.Refund(orders.origin(), sale, 1, Details.NONE));
    operations.add(orders.debit(wallets.get(0), 1));
    return operations;
  }

  /** That everybody was told the truth, and what it is. */
  private End end(List<Operation> batch, List<Future<Posted>> posted) {
    for (int i = 0; i < batch.size(); i++) {
      int times = times(batch.get(i));
      if (posted.get(i).succeeded()) {
        assertThat(posted.get(i).result()).isInstanceOf(Posted.Applied.class);
        assertThat(times).isEqualTo(1);
      } else if (outcome(posted.get(i)) == Fault.Outcome.NOT_APPLIED) {
        assertThat(times).isZero();
      } else {
        assertThat(times).isLessThan(2);
      }
    }
    Future<Posted> foreseen = posted.get(0);
    Future<Posted> rest = posted.get(batch.size() - 1);
    if (foreseen.succeeded()) {
      assertThat(posted.subList(0, FORESEEN)).allMatch(Future::succeeded);
      return rest.succeeded() ? End.ALL_APPLIED : End.REST_IN_DOUBT;
    }
    // What comes after something in doubt, or refused, is not even tried.
    assertThat(outcome(rest)).isEqualTo(Fault.Outcome.NOT_APPLIED);
    assertThat(posted.subList(0, FORESEEN)).allMatch(it -> outcome(it) == outcome(foreseen));
    return outcome(foreseen) == Fault.Outcome.UNKNOWN ? End.FORESEEN_IN_DOUBT : End.NOTHING_APPLIED;
  }

  private static Fault.Outcome outcome(Future<Posted> posted) {
    return ((Fault) posted.cause()).outcome();
  }

  /** Posts while a wallet's row is locked, and has the statement that waits for it cancelled. */
  private List<Future<Posted>> cancelled(List<Operation> batch, WalletRef locked)
      throws SQLException {
    try (Connection owner = TestServers.connect(book);
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute("SELECT 1 FROM wallets WHERE number = " + locked.number() + " FOR UPDATE");
      List<Future<Posted>> posted = begin(batch);
      TestServers.awaitUntil(
          "the statement that waits is cancelled",
          () ->
              TestServers.ask(
                      book,
                      "SELECT coalesce(bool_or(pg_cancel_backend(pid)), false) FROM"
                          + " pg_stat_activity WHERE wait_event_type = 'Lock'"
                          + " AND datname = current_database()")
                  .equals("t"));
      TestServers.await(Future.join(posted).otherwiseEmpty());
      owner.rollback();
      return posted;
    }
  }

  /** Posts in one tick, and so in one batch, and waits for the end. */
  private List<Future<Posted>> together(List<Operation> batch) {
    List<Future<Posted>> posted = begin(batch);
    TestServers.await(Future.join(posted).otherwiseEmpty());
    return posted;
  }

  private List<Future<Posted>> begin(List<Operation> batch) {
    return TestServers.await(
        core.loop(0)
            .run(it -> Future.succeededFuture(batch.stream().map(it.ledger()::post).toList())));
  }

  private Future<Posted> post(Operation operation) {
    return together(List.of(operation)).get(0);
  }

  /** Until the session is up, its statements are prepared and it knows all wallets. */
  private void awaitKnown() {
    TestServers.awaitUntil("it is up", () -> core.committer().isUp());
    for (int round = 0; round < 3; round++) {
      List<Operation> deposits =
          wallets.stream().map(wallet -> orders.deposit(wallet, 1_000)).toList();
      assertThat(together(deposits)).allMatch(it -> it.result() instanceof Posted.Applied);
    }
  }

  /** How often it is in the journal. */
  private int times(Operation operation) {
    UUID key = operation.origin().key().hash();
    return Integer.parseInt(
        TestServers.ask(
            book,
            "SELECT count(*) FROM journal WHERE kind < 12 AND operation_key = '%s'"
                .formatted(key)));
  }
}
