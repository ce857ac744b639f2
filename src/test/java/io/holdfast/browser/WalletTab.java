package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;

/** The Wallet tab of a client, as somebody sees it who works with it. */
record WalletTab(Desk desk) {
  /** Signed in as this member, at this wallet. */
  static WalletTab open(Desk desk, JsonObject member, String wallet) {
    desk.signIn(member).open("/console/#/wallets/" + wallet);
    WalletTab tab = new WalletTab(desk);
    assertThat(tab.section("Available")).isVisible();
    return tab;
  }

  /** Waits until the three amounts are these. */
  WalletTab shows(String available, String balance, String held) {
    assertThat(section("Available").locator("h2 + p")).hasText(available);
    assertThat(fact("Balance")).hasText(balance);
    assertThat(fact("Held")).hasText(held);
    return this;
  }

  /** An amount of the summary, by its name. */
  Locator fact(String name) {
    return section("Available")
        .locator("dt", new Locator.LocatorOptions().setHasText(name))
        .locator("+ dd");
  }

  Locator section(String name) {
    return desk.page()
        .getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The row of a table in which these words are. */
  Locator row(String table, String words) {
    return desk.page()
        .getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName(table).setExact(true))
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(words));
  }

  /** Waits for words of the page that say what was done. */
  WalletTab says(String words) {
    assertThat(desk.page().getByText(words).first()).isVisible();
    return this;
  }

  /** Opens the form for a payment, types an amount and holds it. */
  WalletTab hold(String amount) {
    desk.button("Pay").click();
    desk.field("Amount").fill(amount);
    desk.button("Hold amount").click();
    return this;
  }

  /** Opens the form for a deposit, types an amount and goes on to where it is paid. */
  WalletTab beginDeposit(String amount) {
    desk.button("Add to balance").click();
    desk.field("Amount").fill(amount);
    desk.button("Continue to payment").click();
    return this;
  }

  static Locator button(Locator inside, String name) {
    return inside.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }
}
