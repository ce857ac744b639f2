package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.options.RequestOptions;
import io.holdfast.api.Shop;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** One intention moves money once, whatever fingers, networks and sessions do. */
@InBrowser
final class OnceIT {
  private static final String UNKNOWN = "We don’t know yet whether this went through.";

  private final Shop shop = Shop.open();
  private final JsonObject member = shop.member("checkout", "adjust_balances");

  @Test
  void aDoubleClickHoldsOnceAndCapturesNothing(Desk desk) {
    String wallet = shop.wallet(10_000);
    WalletTab.open(desk, member, wallet);
    Posts holds = Posts.to(desk, "/v1/authorizations$");
    Posts captures = Posts.to(desk, "/capture$");
    desk.button("Pay").click();
    desk.field("Amount").fill("25");
    desk.button("Hold amount").dblclick();
    assertThat(desk.dialog("$25.00 held")).isVisible();
    desk.button("Capture $25.00").dblclick();
    assertThat(desk.page().getByText("Paid $25.00.").first()).isVisible();
    assertThat(holds.keys()).hasSize(1);
    assertThat(captures.keys()).hasSize(1);
    assertThat(shop.balance(wallet)).isEqualTo(7_500);
    assertThat(shop.look(wallet).getLong("held")).isZero();
  }

  /** The second click of a double click falls on the button of the next step. */
  @Test
  void aDoubleClickNeverSaysThatADepositIsPaid(Desk desk) {
    String wallet = shop.wallet(0);
    WalletTab.open(desk, member, wallet);
    desk.button("Add to balance").click();
    desk.field("Amount").fill("25");
    desk.button("Continue to payment").dblclick();
    assertThat(desk.dialog("Take $25.00")).isVisible();
    Locator.BoundingBoxOptions patience = new Locator.BoundingBoxOptions();
    var place = desk.button("Paid: add to balance").boundingBox(patience);
    double x = place.x + place.width / 2;
    double y = place.y + place.height / 2;
    // The same from a mouse that was quicker than the service: the second click comes late.
    desk.page().mouse().move(x, y);
    desk.page().mouse().down(new Mouse.DownOptions().setClickCount(2));
    desk.page().mouse().up(new Mouse.UpOptions().setClickCount(2));
    desk.judge();
    assertThat(shop.balance(wallet)).isZero();
    desk.button("Paid: add to balance").click();
    new WalletTab(desk).shows("$25.00", "$25.00", "$0.00");
  }

  @Test
  void anAnswerThatIsLostIsAskedForUntilItComes(Desk desk) {
    String wallet = shop.wallet(10_000);
    WalletTab tab = WalletTab.open(desk, member, wallet);
    desk.watch().expectLostConnections();
    Posts holds = Posts.to(desk, "/v1/authorizations$").lose(1);
    tab.hold("25").says(UNKNOWN).says("The connection was lost.");
    assertThat(holds.unheard()).containsExactly(201);
    assertThat(desk.button("Hold amount")).isDisabled();
    desk.expectAccessible("an outcome nobody knows");
    assertThat(desk.dialog("$25.00 held")).isVisible();
    assertThat(holds.keys()).hasSize(2);
    assertThat(new HashSet<>(holds.keys())).hasSize(1);
    assertThat(shop.look(wallet).getLong("held")).isEqualTo(2_500);
  }

  @Test
  void aCaptureWhoseAnswerIsLostTwiceTakesTheMoneyOnce(Desk desk) {
    String wallet = shop.wallet(10_000);
    WalletTab tab = WalletTab.open(desk, member, wallet).hold("25");
    desk.watch().expectLostConnections();
    Posts captures = Posts.to(desk, "/capture$").lose(2);
    desk.button("Capture $25.00").click();
    tab.says(UNKNOWN);
    assertThat(captures.unheard()).containsExactly(200);
    desk.button("Ask now").click();
    tab.says("Paid $25.00.").shows("$75.00", "$75.00", "$0.00");
    assertThat(captures.unheard()).containsExactly(200, 200);
    assertThat(new HashSet<>(captures.keys())).hasSize(1);
    assertThat(shop.history(wallet)).hasSize(2);
  }

  @Test
  void whatIsOpenOutlivesItsFormAndAReload(Desk desk) {
    String wallet = shop.wallet(10_000);
    WalletTab tab = WalletTab.open(desk, member, wallet);
    desk.watch().expectLostConnections();
    Posts adjustments = Posts.to(desk, "/v1/adjustments$").lose(2);
    desk.button("Adjust balance").click();
    desk.field("Amount").fill("7");
    desk.field("Reason").fill("birthday");
    WalletTab.button(desk.dialog("Adjust balance"), "Adjust balance").click();
    tab.says(UNKNOWN);
    desk.button("Close").click();
    tab.says("finding out whether it went through. Do not start it again.");
    desk.expectAccessible("what is still under way");
    desk.page().reload();
    tab.says("Adjustment of +$7.00: done.").shows("$107.00", "$107.00", "$0.00");
    assertThat(adjustments.keys()).hasSizeGreaterThan(1);
    assertThat(new HashSet<>(adjustments.keys())).hasSize(1);
    assertThat(shop.history(wallet)).hasSize(2);
  }

  @Test
  void aSessionThatEndsInAFormIsTakenUpWhereItWas(Desk desk) {
    String wallet = shop.wallet(10_000);
    WalletTab tab = WalletTab.open(desk, member, wallet);
    desk.button("Pay").click();
    desk.field("Amount").fill("25");
    assertThat(desk.context().request().delete("/v1/session", withToken(desk)).status())
        .isEqualTo(204);
    desk.button("Hold amount").click();
    assertThat(desk.dialog("Sign in again")).isVisible();
    desk.expectAccessible("signing in again");
    desk.field("Password").fill(Shop.PASSWORD);
    desk.button("Sign in").click();
    assertThat(desk.dialog("$25.00 held")).isVisible();
    desk.button("Capture $25.00").click();
    tab.shows("$75.00", "$75.00", "$0.00");
    assertThat(shop.history(wallet)).hasSize(2);
  }

  /** A second tab signed in anew: the first one's token is another session's. */
  @Test
  void anotherTabThatSignedInAnewIsNotInTheWay(Desk desk) {
    String wallet = shop.wallet(10_000);
    WalletTab tab = WalletTab.open(desk, member, wallet);
    desk.signIn(member);
    desk.watch().expectStatus(403);
    tab.hold("25");
    assertThat(desk.dialog("$25.00 held")).isVisible();
    assertThat(shop.look(wallet).getLong("held")).isEqualTo(2_500);
  }

  @Test
  void aSecondDeskShowsWhatTheFirstOneDid(Desk desk) {
    String wallet = shop.wallet(10_000);
    WalletTab tab = WalletTab.open(desk, member, wallet);
    shop.admin().post("/v1/debits", Shop.move(wallet, 9_000)).expect(201);
    // What this desk still shows is no longer there, and the service says so.
    tab.hold("50").says("Only $10.00 is available.");
    assertThat(shop.balance(wallet)).isEqualTo(1_000);
  }

  private static RequestOptions withToken(Desk desk) {
    String token =
        (String)
            desk.page()
                .evaluate("async () => (await (await fetch('/v1/session')).json()).csrf_token");
    return RequestOptions.create().setHeader("X-CSRF-Token", token);
  }
}
