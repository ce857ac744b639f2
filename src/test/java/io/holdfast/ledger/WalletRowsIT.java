package io.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.TestAudit;
import io.holdfast.TestBusiness;
import io.holdfast.TestCore;
import io.holdfast.TestOrders;
import io.holdfast.TestServers;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the rows of a wallet keep to, whoever writes them. */
final class WalletRowsIT {
  private static TestBusiness business;
  private static TestCore core;
  private static TestOrders orders;

  @BeforeAll
  static void start() {
    business = new TestBusiness(TestServers.book());
    orders = new TestOrders(business);
    core = TestCore.start(business.book(), TestServers.redisUri(), 1);
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
  void postgresqlAloneRefusesAnOverspend() {
    WalletRef wallet = funded(100);
    String where = " WHERE number = " + wallet.number();
    for (String overspend :
        List.of("balance = -1", "held = 101", "balance = 50, held = 51", "held = -1")) {
      assertThatThrownBy(
              () -> TestServers.execute(business.book(), "UPDATE wallets SET " + overspend + where))
          .hasStackTraceContaining("check constraint");
    }
    assertThat(row(wallet)).startsWith("100", "0");
  }

  @Test
  void aLimitLoweredBelowItsUseShrinksToTheLimitAsMoneyComesIn() {
    WalletRef wallet = business.wallet(100);
    post(orders.debit(wallet, 60));
    MovementRef hold = hold(wallet, 40);
    post(new Operation.Terms(orders.origin(), wallet, null, 10L));
    assertThat(row(wallet)).containsExactly("-60", "40", "10", "100");
    together(orders.deposit(wallet, 20), orders.deposit(wallet, 5));
    assertThat(row(wallet)).containsExactly("-35", "40", "10", "75");
    assertThat(post(orders.debit(wallet, 1)))
        .isEqualTo(new Posted.Refused(Refusal.INSUFFICIENT_FUNDS, -65));
    assertThat(post(orders.authorize(wallet, 1, 3_600))).isInstanceOf(Posted.Refused.class);
    together(new Operation.Capture(orders.origin(), hold, 30, true), orders.deposit(wallet, 1));
    assertThat(row(wallet)).containsExactly("-64", "0", "10", "64");
    post(orders.deposit(wallet, 100));
    assertThat(row(wallet)).containsExactly("36", "0", "10", "10");
    assertThat(post(orders.debit(wallet, 46))).isInstanceOf(Posted.Applied.class);
    assertThat(row(wallet)).containsExactly("-10", "0", "10", "10");
  }

  @Test
  void timeNeverRunsBackwardsInAWallet() {
    WalletRef wallet = funded(100);
    String later =
        TestServers.ask(
            business.book(),
            "UPDATE wallets SET changed_at = date_trunc('milliseconds', now() + interval '1 hour')"
                + " WHERE number = "
                + wallet.number()
                + " RETURNING (extract(epoch FROM changed_at) * 1000)::bigint");
    // Together, by itself because of its kind, and together again.
    together(orders.debit(wallet, 1), orders.debit(wallet, 1));
    post(new Operation.Terms(orders.origin(), wallet, null, 5L));
    Posted.Applied held = (Posted.Applied) post(orders.authorize(wallet, 1, 3_600));
    Receipt.Authorization hold = (Receipt.Authorization) held.receipt();
    assertThat(hold.createdAtMillis()).isEqualTo(Long.parseLong(later));
    // Its time is reckoned from the clock, which is an hour behind the wallet.
    assertThat(hold.expiresAtMillis())
        .isBetween(hold.createdAtMillis(), hold.createdAtMillis() + 60_000);
    assertThat(Ids.millis(hold.id())).isEqualTo(hold.createdAtMillis());
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
    List<Future<Posted>> posted = submit(operations);
    TestServers.await(Future.join(posted));
    return new ArrayList<>(posted.stream().map(Future::result).toList());
  }

  private static List<Future<Posted>> submit(Operation... operations) {
    return TestServers.await(
        core.loop(0)
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
