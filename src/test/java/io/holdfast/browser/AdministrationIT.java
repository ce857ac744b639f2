package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.holdfast.api.Shop;
import io.holdfast.api.SignedIn;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What administrators do, and what nobody else can. */
@InBrowser
final class AdministrationIT {
  private final Shop shop = Shop.open();

  @Test
  void staffWithoutThePermissionSeeNoAdministration(Desk desk) {
    desk.signIn(shop.member("checkout", "adjust_balances", "view_reports"));
    Office office = new Office(desk).open("reports/usage", "Usage");
    assertThat(office.link("Reports")).isVisible();
    assertThat(office.link("Administration")).hasCount(0);
    desk.open("/console/#/admin/keys");
    assertThat(office.page().getByText("You may not see this page.")).isVisible();
    desk.watch().expectStatus(403);
    for (String path : List.of("api-keys", "staff", "settings", "changes", "imports", "limits")) {
      Object status =
          office.page().evaluate("async path => (await fetch(path)).status", "/v1/" + path);
      assertThat(status).as(path).isEqualTo(403);
    }
  }

  @Test
  void aKeyIsShownOnce(Desk desk) {
    Office office = administrator(desk).open("admin/keys", "API keys");
    desk.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    office.button("New key").click();
    office.fill("Name", "Till 9").choose("Expires", "30");
    desk.expectAccessible("the form of a key");
    office.confirm("Make key");
    Locator secretField = office.dialog().getByLabel("Secret");
    String secret = secretField.inputValue();
    assertThat(secret).matches("hf_[A-Za-z0-9_-]{43}");
    desk.expectAccessible("the secret of a key");
    desk.screenshot("key-shown-once");
    office.page().keyboard().press("Escape");
    office.page().keyboard().press("Escape");
    assertThat(secretField).isVisible();
    office.button("Copy").click();
    assertThat(office.page().getByText("Copied.")).isVisible();
    assertThat(office.page().evaluate("() => navigator.clipboard.readText()")).isEqualTo(secret);
    office.confirm("I have saved it");
    assertThat(office.row("Till 9")).containsText("Checkout");
    assertThat(office.page().content()).doesNotContain(secret);

    Object kept =
        shop.service()
            .sql(
                "SELECT count(*) FROM api_keys WHERE business = ? AND name = 'Till 9'"
                    + " AND secret_hash = sha256(?::bytea) AND expires_at > now() + '29 days'",
                shop.number(),
                secret);
    assertThat(kept).isEqualTo(1L);
    shop.service().client(secret).get("/v1/wallets").expect(200);
    office.button("Revoke: Till 9").click();
    office.confirm("Revoke");
    assertThat(office.page().getByText("The key was revoked.")).isVisible();
    assertThat(office.row("Till 9")).hasCount(0);
    shop.service().client(secret).get("/v1/wallets").problem(401, "unauthenticated");
  }

  @Test
  void aMemberOfStaffComesChangesAndGoes(Desk desk) {
    Office office = administrator(desk).open("admin/staff", "Staff");
    String email = "nora@shop-" + shop.number() + ".example";
    office.button("New member").click();
    office.fill("Name", "Nora Quinn").fill("E-mail", email).fill("Password", "short");
    office.dialog().getByLabel("Reports").check();
    office.dialog().getByText("Add member").click();
    assertThat(office.page().getByText("At least 8 characters.", exact())).isVisible();
    office.fill("Password", Shop.PASSWORD).confirm("Add member");
    assertThat(office.row("Nora Quinn")).containsText("Checkout, Reports");
    SignedIn nora = SignedIn.as(shop.service(), email, Shop.PASSWORD);
    assertThat(nora.session().getJsonArray("permissions"))
        .containsExactly("checkout", "view_reports");

    office.button("New member").click();
    office.fill("Name", "Another Nora").fill("E-mail", email).fill("Password", Shop.PASSWORD);
    office.dialog().getByText("Add member").click();
    assertThat(office.field("E-mail")).hasAttribute("aria-invalid", "true");
    desk.expectAccessible("a form with a fault");
    desk.watch().expectStatus(400);
    desk.watch().forgive();
    office.confirm("Cancel");

    office.button("Deactivate: Nora Quinn").click();
    office.confirm("Deactivate");
    assertThat(office.row("Nora Quinn")).containsText("Deactivated");
    nora.client().get("/v1/session").problem(401, "unauthenticated");
  }

  @Test
  void settingsAreTypedAsPeopleSayThem(Desk desk) {
    Office office = administrator(desk).open("admin/settings", "Settings");
    office.field("New clients may go below zero").check();
    office.fill("How far below", "1,250.5").fill("A hold ends after", "36").choose("Unit", "hours");
    office.fill("Currencies", "usd, jpy").fill("Time zone", "Asia/Tokyo");
    desk.expectAccessible("settings");
    office.button("Save settings").click();
    assertThat(office.page().getByText("The settings were saved.")).isVisible();
    JsonObject settings = shop.admin().get("/v1/settings").json(200);
    assertThat(settings.getJsonObject("negative_balances"))
        .isEqualTo(new JsonObject().put("enabled", true).put("default_credit_limit", 125_050));
    assertThat(settings.getInteger("hold_expiry_seconds")).isEqualTo(36 * 3_600);
    assertThat(settings.getJsonArray("currencies")).containsExactly("USD", "JPY");
    office.field("Balances can be used").uncheck();
    office.button("Save settings").click();
    assertThat(office.page().getByText("Balances are switched off.")).isVisible();
    shop.admin()
        .post("/v1/wallets", Shop.opening("cl_off", "USD"))
        .problem(402, "account_balances_disabled");

    office.open("admin/changes", "Changes");
    Locator newest = office.page().locator("tbody tr").first();
    assertThat(newest).containsText("settings updated");
    newest.locator("summary").click();
    assertThat(newest).containsText("yes → no");
    desk.expectAccessible("the trail of changes");
  }

  @Test
  void whatIsMadeIsThereOnceThoughTheAnswerWasLost(Desk desk) {
    Office office = administrator(desk).open("admin/locations", "Locations");
    int[] asked = {0};
    desk.watch().expectLostConnections();
    desk.context()
        .route(
            "**/v1/locations",
            route -> {
              if (route.request().method().equals("POST") && asked[0]++ == 0) {
                route.fetch();
                route.abort();
              } else {
                route.resume(new Route.ResumeOptions());
              }
            });
    office.button("New location").click();
    office.fill("Name", "Quayside").fill("Time zone", "Europe/Lisbon");
    office.confirm("Add location");
    assertThat(office.row("Quayside")).containsText("Europe/Lisbon");
    assertThat(asked[0]).isEqualTo(2);
    assertThat(
            shop.service().sql("SELECT count(*) FROM locations WHERE business = ?", shop.number()))
        .isEqualTo(1L);
  }

  @Test
  void flowsPlansAndLimitsAreMade(Desk desk) {
    Office office = administrator(desk).open("admin/flows", "Flows");
    office.button("New flow").click();
    office
        .fill("Name", "Fifth visit")
        .choose("Currency", "JPY")
        .fill("Add to the balance", "2,000");
    desk.expectAccessible("the form of a flow");
    office.confirm("Make flow");
    assertThat(office.row("Fifth visit")).containsText("5 × appointment completed");
    assertThat(only("/v1/flows").getJsonObject("action").getLong("amount")).isEqualTo(2_000);
    office.button("Switch off: Fifth visit").click();
    office.confirm("Switch off");
    assertThat(office.row("Fifth visit")).containsText("Off");
    assertThat(only("/v1/flows").getBoolean("enabled")).isFalse();

    office.open("admin/plans", "Membership plans");
    office.button("New plan").click();
    office.fill("Name", "Monthly 50").choose("Currency", "USD").fill("Credits each time", "50");
    office.confirm("Make plan");
    assertThat(office.row("Monthly 50")).containsText("$50.00");
    assertThat(only("/v1/membership-plans").getLong("amount")).isEqualTo(5_000);

    office.open("admin/limits", "Limits");
    office.button("New limit").click();
    office.choose("On", "business").choose("Currency", "USD").fill("At most this much", "999.99");
    office.confirm("Set limit");
    assertThat(office.row("The whole business")).containsText("$999.99");
    assertThat(only("/v1/limits").getLong("max_amount")).isEqualTo(99_999);
    office.button("End: The whole business, A day").click();
    office.confirm("End limit");
    assertThat(office.page().getByText("There are no limits")).isVisible();
    assertThat(shop.admin().get("/v1/limits").data()).isEmpty();
  }

  private JsonObject only(String path) {
    List<JsonObject> all = shop.admin().get(path).data();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private Office administrator(Desk desk) {
    desk.signIn(shop.member("admin"));
    return new Office(desk);
  }

  private static Page.GetByTextOptions exact() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
