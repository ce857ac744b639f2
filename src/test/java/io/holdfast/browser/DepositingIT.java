package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.holdfast.api.Shop;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Adding to the balance, adjusting it by hand, and giving payments back, at the desk. */
@InBrowser
final class DepositingIT {
  private final Shop shop = Shop.open();
  private final JsonObject member = shop.member("checkout");

  @Test
  void aDepositIsPendingUntilItIsPaid(Desk desk) {
    String wallet = shop.wallet(0);
    WalletTab tab = WalletTab.open(desk, member, wallet);
    desk.button("Add to balance").click();
    desk.expectAccessible("adding to the balance");
    desk.field("Amount").fill("50.50");
    desk.field("Reference optional").fill("sale-7");
    desk.field("Note optional").fill("for the wedding");
    desk.button("Continue to payment").click();
    assertThat(desk.dialog("Take $50.50")).isVisible();
    desk.expectAccessible("taking the payment");
    assertThat(shop.balance(wallet)).isZero();
    assertThat(deposits(wallet)).containsExactly("pending");
    desk.button("Paid: add to balance").click();
    tab.says("$50.50 added to the balance.").shows("$50.50", "$50.50", "$0.00");
    assertThat(tab.row("History", "for the wedding")).containsText("+$50.50");
    assertThat(shop.balance(wallet)).isEqualTo(5_050);
    assertThat(deposits(wallet)).containsExactly("completed");
    assertThat(tab.section("Pending deposits")).hasCount(0);
  }

  @Test
  void aDepositIsLeftPendingAndCompletedOrCancelledLater(Desk desk) {
    String wallet = shop.wallet(0);
    WalletTab tab = WalletTab.open(desk, member, wallet).beginDeposit("10");
    desk.button("Leave it pending").click();
    tab.shows("$0.00", "$0.00", "$0.00").beginDeposit("20");
    desk.button("Leave it pending").click();
    WalletTab.button(tab.row("Pending deposits", "$10.00"), "Cancel").click();
    desk.expectAccessible("cancelling a deposit");
    desk.button("Cancel deposit").click();
    tab.says("The deposit of $10.00 is cancelled.");
    WalletTab.button(tab.row("Pending deposits", "$20.00"), "Complete").click();
    desk.button("Paid: add to balance").click();
    tab.shows("$20.00", "$20.00", "$0.00");
    assertThat(deposits(wallet)).containsExactly("completed", "cancelled");
    assertThat(shop.history(wallet)).hasSize(1);
  }

  @Test
  void whoMayAdjustsTheBalanceAndSaysWhy(Desk desk) {
    String wallet = shop.wallet(1_000);
    JsonObject manager = shop.member("checkout", "adjust_balances");
    WalletTab tab = WalletTab.open(desk, manager, wallet);
    desk.button("Adjust balance").click();
    desk.field("Take off").check();
    desk.field("Amount").fill("3.30");
    tab.says("$10.00 becomes $6.70.");
    adjust(desk);
    tab.says("Say why. It shows in the history.");
    desk.expectAccessible("adjusting");
    desk.field("Reason").fill("charged twice in May");
    adjust(desk);
    tab.says("Balance adjusted by -$3.30.").shows("$6.70", "$6.70", "$0.00");
    assertThat(tab.row("History", "charged twice in May")).containsText(manager.getString("name"));
    assertThat(shop.history(wallet).get(0).getString("note")).isEqualTo("charged twice in May");
    assertThat(shop.balance(wallet)).isEqualTo(670);
  }

  @Test
  void whoMayNotAdjustSeesNoWayAndIsRefused(Desk desk) {
    String wallet = shop.wallet(1_000);
    WalletTab.open(desk, member, wallet);
    assertThat(desk.button("Pay")).isVisible();
    assertThat(desk.button("Adjust balance")).hasCount(0);
    assertThat(desk.button("Edit wallet")).hasCount(0);
    shop.signIn(member)
        .client()
        .post("/v1/adjustments", Shop.move(wallet, 500).put("note", "mine"))
        .problem(403, "forbidden");
    assertThat(shop.balance(wallet)).isEqualTo(1_000);
  }

  @Test
  void whoReadsReportsMovesNothing(Desk desk) {
    String wallet = shop.wallet(1_000);
    WalletTab tab = WalletTab.open(desk, shop.member("view_reports"), wallet);
    tab.shows("$10.00", "$10.00", "$0.00");
    assertThat(tab.row("History", "Deposit")).isVisible();
    for (String action : List.of("Pay", "Add to balance", "Adjust balance", "Refund", "Move")) {
      assertThat(desk.button(action)).hasCount(0);
    }
  }

  @Test
  void aPaymentIsGivenBackFromItsRowAndNeverMoreThanIt(Desk desk) {
    String wallet = shop.wallet(5_000);
    shop.admin()
        .post("/v1/debits", Shop.move(wallet, 2_000).put("reference", "sale-12"))
        .expect(201);
    WalletTab tab = WalletTab.open(desk, member, wallet).shows("$30.00", "$30.00", "$0.00");
    WalletTab.button(tab.row("History", "sale-12"), "Refund").click();
    desk.expectAccessible("refunding");
    assertThat(desk.field("Amount")).hasValue("20.00");
    desk.field("Amount").fill("20.01");
    refund(desk);
    tab.says("No more than $20.00 is left to give back.");
    desk.field("Amount").fill("5");
    refund(desk);
    tab.says("$5.00 given back to the balance.").shows("$35.00", "$35.00", "$0.00");
    assertThat(
            tab.row("History", "sale-12")
                .filter(new Locator.FilterOptions().setHasText("$5.00 refunded")))
        .isVisible();
    WalletTab.button(tab.row("History", "$5.00 refunded"), "Refund").click();
    assertThat(desk.field("Amount")).hasValue("15.00");
    refund(desk);
    tab.shows("$50.00", "$50.00", "$0.00");
    assertThat(shop.balance(wallet)).isEqualTo(5_000);
    assertThat(shop.history(wallet)).hasSize(4);
    assertThat(desk.button("Refund")).hasCount(0);
  }

  @Test
  void aPaymentIsMovedToAnotherSale(Desk desk) {
    String wallet = shop.wallet(5_000);
    shop.admin()
        .post("/v1/debits", Shop.move(wallet, 2_000).put("reference", "appointment-12"))
        .expect(201);
    WalletTab tab = WalletTab.open(desk, member, wallet);
    WalletTab.button(tab.row("History", "appointment-12"), "Move").click();
    desk.expectAccessible("moving a payment");
    desk.field("New reference").fill("appointment-13");
    desk.button("Move payment").click();
    tab.says("$20.00 moved to appointment-13.").shows("$30.00", "$30.00", "$0.00");
    assertThat(tab.row("History", "appointment-13")).containsText("-$20.00");
    assertThat(shop.history(wallet)).hasSize(4);
    assertThat(shop.balance(wallet)).isEqualTo(3_000);
  }

  private static void adjust(Desk desk) {
    WalletTab.button(desk.dialog("Adjust balance"), "Adjust balance").click();
  }

  private static void refund(Desk desk) {
    WalletTab.button(desk.dialog("Refund to the balance"), "Refund").click();
  }

  private List<String> deposits(String wallet) {
    return shop.admin().get("/v1/deposits?wallet_id=" + wallet).data().stream()
        .map(deposit -> deposit.getString("status"))
        .toList();
  }
}
