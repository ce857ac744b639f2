package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.holdfast.api.Shop;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What connects a business to its other systems: webhooks, and files of balances. */
@InBrowser
final class IntegrationPagesIT {
  private final Shop shop = Shop.open();

  @Test
  void aWebhookIsAddedLookedIntoAndSentAgain(Desk desk) {
    Office office = administrator(desk).open("admin/webhooks", "Webhooks");
    String url = "http://127.0.0.1:1/nobody-listens";
    office.button("New endpoint").click();
    office.fill("Address", url).fill("Events", "wallet.created");
    desk.expectAccessible("the form of an endpoint");
    office.dialog().getByText("Add endpoint").click();
    String first = office.dialog().getByLabel("Secret").inputValue();
    assertThat(first).startsWith("whsec_");
    office.confirm("I have saved it");
    assertThat(office.page().content()).doesNotContain(first);
    office.button("Rotate secret: " + url).click();
    office.dialog().getByText("Rotate", exactly()).click();
    String second = office.dialog().getByLabel("Secret").inputValue();
    assertThat(second).startsWith("whsec_").isNotEqualTo(first);
    office.confirm("I have saved it");

    shop.wallet(0);
    office.link(url).click();
    office.heading("Deliveries").waitFor();
    while (office.row("wallet.created").count() == 0) {
      office.button("Refresh").click();
      office.page().waitForTimeout(100);
    }
    desk.expectAccessible("deliveries");
    office.button("Send again: wallet.created").first().click();
    office.confirm("Send again");
    assertThat(office.page().getByText("It is being sent again.")).isVisible();
    String id = shop.admin().get("/v1/webhook-endpoints").data().get(0).getString("id");
    assertThat(shop.admin().get("/v1/webhook-endpoints/" + id + "/deliveries").data()).hasSize(2);
  }

  @Test
  void aFileOfBalancesGoesInAndItsFaultsAreNamed(Desk desk) {
    Office office = administrator(desk).open("admin/imports", "Imports");
    String csv =
        """
        client_reference,client_name,currency,balance
        in_1,Ada Byron,USD,1250
        in_2,Grace Hopper,USD,12.50
        in_3,Hedy Lamarr,JPY,1250
        """;
    office
        .field("CSV file")
        .setInputFiles(new FilePayload("balances.csv", "text/csv", csv.getBytes(UTF_8)));
    office.button("Import").click();
    office.heading("balances.csv").waitFor();
    assertThat(office.page().getByText("Done")).isVisible();
    assertThat(office.row("must")).containsText("3");
    desk.expectAccessible("an import");
    desk.screenshot("import-with-a-wrong-line");
    Object held =
        shop.service()
            .sql(
                "SELECT string_agg(w.currency || w.balance, ' ' ORDER BY w.number) FROM wallets w"
                    + " WHERE w.business = ?",
                shop.number());
    assertThat(held).isEqualTo("USD1250 JPY1250");
    office.link("← Imports").click();
    assertThat(office.row("balances.csv")).containsText("Done");
  }

  @Test
  void everyPageOfTheAdministrationIsFitForAllEyesAndATelephone(Desk desk) {
    JsonObject member = shop.member("admin");
    shop.flow("Fifth visit", "appointment.completed", 5, false);
    shop.location("Harbour");
    for (Look look : new Look[] {Look.DESK, Look.PHONE.inTheDark()}) {
      desk.sit(look).signIn(member);
      Office office = new Office(desk);
      for (String[] page :
          new String[][] {
            {"settings", "Settings"}, {"locations", "Locations"}, {"staff", "Staff"},
            {"keys", "API keys"}, {"flows", "Flows"}, {"plans", "Membership plans"},
            {"limits", "Limits"}, {"webhooks", "Webhooks"}, {"imports", "Imports"},
            {"changes", "Changes"}, {"audit", "Audit"}
          }) {
        office.open("admin/" + page[0], page[1]);
        office.page().locator(".skeleton").waitFor(gone());
        desk.expectAccessible(page[1]);
        desk.expectNoSidewaysScrolling(page[1]);
        desk.screenshot("admin-" + page[0] + (look.dark() ? "-phone" : ""));
      }
      desk.judge();
    }
  }

  private Office administrator(Desk desk) {
    desk.signIn(shop.member("admin"));
    return new Office(desk);
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static Locator.WaitForOptions gone() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  }
}
