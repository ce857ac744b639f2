package io.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ledger.PostgresOptions;
import io.holdfast.ledger.Proofs;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A book that was damaged is found out, while it is in use and offline. */
final class AuditCommandIT {
  private TestBusiness business;
  private TestOrders orders;
  private TestCore core;
  private WalletRef damaged;
  private WalletRef neighbour;

  @BeforeEach
  void start() {
    business = new TestBusiness(TestServers.book());
    orders = new TestOrders(business);
    core = TestCore.start(business.book(), TestServers.redisUri(), 1);
    neighbour = used();
    damaged = used();
    used();
  }

  @AfterEach
  void stop() {
    core.close();
  }

  @Test
  void aSoundBookIsProvenAndItsTrialBalanceSumsToZero() {
    assertThat(walk()).isZero();
    String report = audit(AuditCommand.PROVEN);
    assertThat(report).contains("The book is right.", "wallets", "revenue").doesNotContain("WRONG");
    assertThat(report).containsPattern("sum of all balances, in minor units +0\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE journal SET amount = amount + 1 WHERE wallet = %d AND sequence = 2",
        "UPDATE journal SET held_after = held_after + 1 WHERE wallet = %d AND sequence = 3",
        "DELETE FROM journal WHERE wallet = %d AND sequence = 3",
        "DELETE FROM journal WHERE wallet = %d AND sequence = (SELECT version FROM wallets"
            + " WHERE number = wallet)",
        "UPDATE journal SET credit_account = 99999999 WHERE wallet = %d AND amount < 0",
        "UPDATE journal SET debit_account = 99999998 WHERE wallet = %d AND amount < 0",
        "UPDATE wallets SET balance = balance + 1 WHERE number = %d",
        "UPDATE wallets SET held = held - 1 WHERE number = %d",
        "UPDATE wallets SET version = version + 1 WHERE number = %d",
        "UPDATE holds SET voided = voided + 1 WHERE wallet = %d AND status = 0",
        "DELETE FROM holds WHERE wallet = %d",
      })
  void aDamagedWalletIsFoundAndSetAside(String damage) {
    damage(damage.formatted(damaged.number()));
    assertThat(walk()).isPositive();
    assertThat(
            TestServers.ask(
                business.book(), "SELECT string_agg(wallet::text, ',') FROM quarantine"))
        .isEqualTo(Long.toString(damaged.number()));
    refused(orders.debit(damaged, 1));
    refused(orders.deposit(damaged, 1));
    assertThat(core.answer(orders.debit(neighbour, 1))).isInstanceOf(Answer.Done.class);
    // What is known is not found again.
    assertThat(walk()).isZero();
    assertThat(audit(AuditCommand.DIFFERENCES)).contains("WRONG", "wallet " + damaged.number());
  }

  @Test
  void aWalletIsReleasedOnceItIsRightAgainAndNotBefore() {
    damage("UPDATE wallets SET balance = balance + 1 WHERE number = " + damaged.number());
    walk();
    assertThat(command(damaged.id().toString())).isEqualTo(AuditCommand.DIFFERENCES);
    refused(orders.deposit(damaged, 1));
    damage("UPDATE wallets SET balance = balance - 1 WHERE number = " + damaged.number());
    assertThat(command(damaged.id().toString())).isEqualTo(AuditCommand.PROVEN);
    assertThat(core.answer(orders.deposit(damaged, 1))).isInstanceOf(Answer.Done.class);
    assertThat(core.answer(orders.debit(damaged, 1))).isInstanceOf(Answer.Done.class);
    assertThat(walk()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE limit_usage SET amount = amount + 1",
        "UPDATE limit_usage SET count = count - 1",
        "DELETE FROM limit_usage",
        "UPDATE limit_charges SET count = 0",
        "UPDATE limit_charges SET amount = amount + 1",
        "DELETE FROM limit_charges",
      })
  void aDamagedWindowOfALimitIsFound(String damage) {
    TestServers.execute(
        business.book(),
        "INSERT INTO limits (id, business, scope, period, max_amount, max_count, currency)"
            + " VALUES (gen_random_uuid(), %d, 3, 'month', 1000, 10, 'USD')"
                .formatted(business.number()));
    try (TestCore limited = TestCore.limited(business.book(), TestServers.redisUri(), 1)) {
      assertThat(limited.answer(orders.debit(neighbour, 7))).isInstanceOf(Answer.Done.class);
      audit(AuditCommand.PROVEN);
      TestServers.execute(business.book(), damage);
      assertThat(audit(AuditCommand.DIFFERENCES)).contains("WRONG");
    }
  }

  @Test
  void aBookThatIsNotThereIsNotProven() {
    PostgresOptions nowhere = PostgresOptions.parse("postgresql://nobody:x@127.0.0.1:1/nothing");
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    assertThat(new AuditCommand(out).run(nowhere, null)).isEqualTo(AuditCommand.NOT_RUN);
  }

  /** A wallet with some history: a deposit, a debit, a hold half captured, an open one. */
  private WalletRef used() {
    WalletRef wallet = business.wallet(50);
    done(orders.deposit(wallet, 1_000));
    done(orders.debit(wallet, 200));
    Receipt hold = done(orders.authorize(wallet, 100, 3_600));
    done(orders.capture(hold.id(), 40, true));
    done(orders.authorize(wallet, 70, 3_600));
    return wallet;
  }

  private void refused(Operation operation) {
    assertThat(core.answer(operation))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            no -> assertThat(no.reason()).isEqualTo(Refusal.WALLET_QUARANTINED));
  }

  private Receipt done(Operation operation) {
    Answer answer = core.answer(operation);
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done) answer).receipt();
  }

  /** Walks through wallets and journal in small steps; returns how much is wrong. */
  private int walk() {
    int found = 0;
    for (int step = 0; step < 20; step++) {
      Proofs.Step wallets =
          TestServers.await(core.loop(0).run(it -> new Proofs(it.pool()).wallets(2)));
      Proofs.Step journal =
          TestServers.await(core.loop(0).run(it -> new Proofs(it.pool()).journal(3)));
      found += wallets.found() + journal.found();
    }
    List<Proofs.Walk> walks =
        TestServers.await(core.loop(0).run(it -> new Proofs(it.pool()).walks()));
    assertThat(walks)
        .filteredOn(walk -> !walk.part().equals("cache"))
        .allMatch(walk -> walk.provenAtMillis() != null && walk.provenChecked() > 0);
    return found;
  }

  private void damage(String sql) {
    TestServers.execute(
        business.book(),
        "BEGIN; SET LOCAL session_replication_role = replica; " + sql + "; COMMIT");
  }

  private int command(String released) {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new AuditCommand(out).run(business.book(), released);
  }

  private String audit(int expected) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int result = new AuditCommand(out).run(business.book(), null);
    String report = bytes.toString(StandardCharsets.UTF_8);
    assertThat(result).as(report).isEqualTo(expected);
    return report;
  }
}
