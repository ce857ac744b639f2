package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.holdfast.api.Shop;
import io.holdfast.openapi.Conformity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The API reference, as an integrator opens it for the first time. */
@InBrowser
final class ReferencePageIT {
  private final Shop shop = Shop.open();

  @Test
  void theFirstCallFromTheReferenceSucceeds(Desk desk) {
    Page page = desk.open("/docs");
    assertThat(page).hasTitle("Start here · Holdfast API");
    page.getByLabel("API key").fill(shop.secret());
    for (String step :
        List.of("Open a wallet", "Put money in", "Pay with it", "See what happened")) {
      run(page, step);
      assertThat(answer(page, step)).containsText(step.startsWith("See") ? "200" : "201");
    }
    assertThat(answer(page, "See what happened")).containsText("\"balance_after\": 2500");
    // The same again is the same answer, and moves nothing.
    run(page, "Pay with it");
    assertThat(answer(page, "Pay with it")).containsText("the first answer again");
    run(page, "See what happened");
    assertThat(answer(page, "See what happened")).containsText("\"balance_after\": 2500");
    assertThat(
            (Long)
                shop.service()
                    .sql(
                        "SELECT sum(balance)::bigint FROM wallets WHERE business = ?",
                        shop.number()))
        .isEqualTo(2_500);
    desk.screenshot("docs-start");
    desk.expectAccessible("the start of the reference");
  }

  @Test
  void anExampleIsEditedSentAndDeclined(Desk desk) {
    String wallet = shop.wallet(100);
    Page page = desk.open("/docs/#/createDebit");
    page.getByLabel("API key").fill(shop.secret());
    Locator body = page.getByLabel("Body", new Page.GetByLabelOptions().setExact(true));
    body.fill(Shop.move(wallet, 101).encode());
    body.press("Control+Enter");
    Locator answer = page.locator(".trying .answer");
    assertThat(answer).containsText("402");
    assertThat(answer).containsText("\"code\": \"insufficient_funds\"");
    body.fill(Shop.move(wallet, 60).encode());
    body.press("Control+Enter");
    assertThat(answer).containsText("201");
    assertThat(page.locator(".trying .curl")).containsText("Idempotency-Key: ");
    assertThat(shop.balance(wallet)).isEqualTo(40);
    desk.screenshot("docs-operation");
    desk.expectAccessible("an operation");
  }

  @Test
  void theKeyStaysInTheTabAndNoWhereElse(Desk desk) {
    Page page = desk.open("/docs");
    page.getByLabel("API key").fill(shop.secret());
    page.reload();
    assertThat(page.getByLabel("API key")).hasValue(shop.secret());
    assertThat(page.evaluate("() => localStorage.length + document.cookie.length")).isEqualTo(0);
    Page other = desk.anotherPage();
    other.navigate("/docs");
    assertThat(other.getByLabel("API key")).hasValue("");
  }

  @Test
  void everyOperationHasAPage(Desk desk) {
    Page page = desk.open("/docs");
    for (Conformity.Operation operation : Conformity.ofTheService().operations()) {
      page.evaluate("id => { location.hash = '#/' + id; }", operation.id());
      assertThat(page.getByRole(AriaRole.HEADING, level(1)))
          .hasText(operation.definition().getString("summary"));
      assertThat(page.locator(".way")).containsText(operation.path());
    }
  }

  @Test
  void everythingIsFoundByKeyboard(Desk desk) {
    Page page = desk.open("/docs");
    assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("Start here");
    page.keyboard().press("/");
    assertThat(page.getByLabel("Search the reference")).isFocused();
    page.keyboard().type("refund_exceeds_original");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("Give a payment back");
    assertThat(page.getByRole(AriaRole.HEADING, level(1))).isFocused();
    page.keyboard().press("/");
    page.keyboard().press("Control+a");
    page.keyboard().type("no such thing");
    assertThat(page.getByText("Nothing has these words")).isVisible();
  }

  @Test
  void onAPhoneAndInTheDarkItFits(Desk desk) {
    for (Look look : List.of(Look.PHONE, Look.PHONE.inTheDark(), Look.DESK.inTheDark())) {
      desk.sit(look);
      for (String place : List.of("", "guide", "createAuthorization", "watchVitals")) {
        Page page = desk.open("/docs#/" + place);
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).isVisible();
        assertThat(page.locator(".skeleton")).hasCount(0);
        desk.expectNoSidewaysScrolling(place + ", " + look);
        desk.expectAccessible(place + ", " + look);
        desk.screenshot(
            "docs-"
                + (place.isEmpty() ? "start" : place)
                + "-"
                + look.width()
                + (look.dark() ? "-dark" : ""));
      }
    }
  }

  private static void run(Page page, String step) {
    step(page, step).getByRole(AriaRole.BUTTON, exactly(step)).click();
  }

  private static Locator answer(Page page, String step) {
    return step(page, step).locator(".answer");
  }

  private static Locator step(Page page, String step) {
    return page.locator(".steps > li")
        .filter(new FilterOptions().setHas(page.getByRole(AriaRole.BUTTON, named(step))));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions exactly(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions level(int level) {
    return new Page.GetByRoleOptions().setLevel(level);
  }
}
