package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.Shop;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Paying from the balance at the desk: held first, then captured or given back. */
@InBrowser
final class PayingIT {
  private final Shop shop = Shop.open();
  private final JsonObject member = shop.member("checkout");

  @Test
  void aPaymentIsHeldAndCaptured(Desk desk) {
    String wallet = shop.wallet(10_000);
    WalletTab tab = WalletTab.open(desk, member, wallet).shows("$100.00", "$100.00", "$0.00");
    desk.button("Pay").click();
    desk.expectAccessible("holding an amount");
    desk.field("Amount").fill("25.29");
    desk.field("Reference optional").fill("sale-1881");
    desk.button("Hold amount").click();
    assertThat(desk.dialog("$25.29 held")).isVisible();
    assertThat(shop.look(wallet).getLong("held")).isEqualTo(2_529);
    desk.expectAccessible("capturing");
    desk.button("Capture $25.29").click();
    tab.says("Paid $25.29.").shows("$74.71", "$74.71", "$0.00");
    assertThat(tab.row("History", "sale-1881")).containsText("-$25.29");
    JsonObject paid = shop.history(wallet).get(0);
    assertThat(paid.getLong("amount")).isEqualTo(-2_529);
    assertThat(paid.getString("type")).isEqualTo("capture");
    assertThat(paid.getJsonObject("actor").getString("name")).isEqualTo(member.getString("name"));
  }

  @Test
  void aPartIsCapturedAndTheRestStaysHeldOrGoesBack(Desk desk) {
    String wallet = shop.wallet(10_000);
    WalletTab tab = WalletTab.open(desk, member, wallet).hold("50");
    desk.field("Amount to capture").fill("20.01");
    desk.field("Keep the rest held").check();
    desk.button("Capture $20.01").click();
    tab.says("Paid $20.01. $29.99 stays held.").shows("$50.00", "$79.99", "$29.99");
    WalletTab.button(tab.row("Open holds", "$29.99"), "Capture").click();
    desk.field("Amount to capture").fill("9.99");
    desk.button("Capture $9.99").click();
    tab.says("Paid $9.99.").shows("$70.00", "$70.00", "$0.00");
    assertThat(shop.look(wallet).getLong("available")).isEqualTo(7_000);
    assertThat(holds(wallet)).containsExactly("captured");
  }

  @Test
  void aHoldThatIsNotWantedIsVoided(Desk desk) {
    String wallet = shop.wallet(10_000);
    WalletTab tab = WalletTab.open(desk, member, wallet).hold("40");
    desk.button("Leave it held").click();
    tab.shows("$60.00", "$100.00", "$40.00");
    WalletTab.button(tab.row("Open holds", "$40.00"), "Void").click();
    desk.expectAccessible("voiding");
    desk.button("Void hold").click();
    tab.says("The hold of $40.00 is void.").shows("$100.00", "$100.00", "$0.00");
    assertThat(holds(wallet)).containsExactly("voided");
    assertThat(shop.history(wallet)).hasSize(1);
  }

  @Test
  void whatIsNotThereIsDeclinedAndSaidSo(Desk desk) {
    String wallet = shop.wallet(1_000);
    WalletTab tab = WalletTab.open(desk, member, wallet).hold("10.01");
    tab.says("This was not done.").says("Only $10.00 is available.");
    desk.expectAccessible("a decline");
    assertThat(holds(wallet)).isEmpty();
    // The rest another way.
    desk.field("If there is less, take what is there").check();
    desk.button("Hold amount").click();
    tab.says("That is all there was.");
    desk.button("Capture $10.00").click();
    tab.says("Paid $10.00.").shows("$0.00", "$0.00", "$0.00");
  }

  @Test
  void anAmountThatIsNoneNeverReachesTheService(Desk desk) {
    String wallet = shop.wallet(10_000);
    WalletTab tab = WalletTab.open(desk, member, wallet).hold("1.005");
    tab.says("USD has 2 decimals, not 3.");
    assertThat(desk.field("Amount")).isFocused();
    desk.expectAccessible("a wrong amount");
    for (String wrong : List.of("", "0", "-5", "12,50", "1e3")) {
      desk.field("Amount").fill(wrong);
      desk.button("Hold amount").click();
      assertThat(desk.field("Amount")).hasAttribute("aria-invalid", "true");
    }
    assertThat(holds(wallet)).isEmpty();
    assertThat(desk.watch().log())
        .noneMatch(line -> line.startsWith("POST") && line.contains("authorizations"));
  }

  @Test
  void theCentsAreExactInBothDirections(Desk desk) {
    String wallet = shop.wallet(9_007_199_254_740_991L);
    WalletTab tab = WalletTab.open(desk, member, wallet);
    tab.shows("$90,071,992,547,409.91", "$90,071,992,547,409.91", "$0.00")
        .hold("90071992547409.62");
    desk.button("Capture $90,071,992,547,409.62").click();
    tab.shows("$0.29", "$0.29", "$0.00");
    assertThat(shop.balance(wallet)).isEqualTo(29);
  }

  @Test
  void anIouIsPaidByTheNextDeposit(Desk desk) {
    String wallet = shop.wallet(1_000);
    shop.admin()
        .patch("/v1/wallets/" + wallet, new JsonObject().put("credit_limit", 5_000))
        .expect(200);
    WalletTab tab = WalletTab.open(desk, member, wallet).hold("42");
    desk.button("Capture $42.00").click();
    tab.shows("$18.00", "-$32.00", "$0.00").says("Owes $32.00; the next deposit pays it.");
    assertThat(tab.fact("Credit limit")).hasText("$50.00");
    desk.expectAccessible("an IOU");
    tab.beginDeposit("40");
    desk.button("Paid: add to balance").click();
    tab.shows("$58.00", "$8.00", "$0.00");
    assertThat(shop.balance(wallet)).isEqualTo(800);
  }

  @Test
  void aFrozenWalletPaysNothing(Desk desk) {
    String wallet = shop.wallet(1_000);
    shop.admin()
        .patch("/v1/wallets/" + wallet, new JsonObject().put("status", "frozen"))
        .expect(200);
    WalletTab.open(desk, member, wallet).says("Frozen");
    assertThat(desk.button("Add to balance")).isVisible();
    assertThat(desk.button("Pay")).hasCount(0);
  }

  private List<String> holds(String wallet) {
    return shop.admin().get("/v1/authorizations?wallet_id=" + wallet).data().stream()
        .map(hold -> hold.getString("status"))
        .toList();
  }
}
