package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.holdfast.TestServers;
import io.holdfast.api.Client;
import io.holdfast.api.Shop;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client's pages in front of everybody: wide and narrow, light and dark, in several places. */
@InBrowser
final class LooksIT {
  private static final List<Look> LOOKS =
      List.of(Look.DESK, Look.DESK.inTheDark(), Look.PHONE, Look.PHONE.inTheDark());

  private static Shop shop;
  private static JsonObject manager;
  private static String wallet;

  /** Ada's story: everything that a wallet can have, made by those who make it. */
  @BeforeAll
  static void tell() {
    shop = Shop.open();
    shop.service()
        .sql("UPDATE businesses SET name = 'Larkspur Salons' WHERE number = ?", shop.number());
    String soho = shop.location("SoHo, New York");
    String chiado = shop.location("Chiado, Lisbon");
    manager = named("Maria Alves", "checkout", "adjust_balances", "view_reports");
    Client desk = shop.signIn(named("Daniel Brook", "checkout")).client();
    Client boss = shop.signIn(manager).client();
    shop.flow("Fifth visit: 20.00 back", "appointment.completed", 5, true);
    JsonObject opening = Shop.opening("cl_1042", "USD").put("credit_limit", 5_000);
    JsonObject opened = shop.admin().post("/v1/wallets", opening).json(201);
    wallet = opened.getString("id");
    deposit(desk, 15_000, soho, "sale-1881");
    debit(desk, 4_250, soho, "appointment-12");
    String paid = debit(desk, 6_900, chiado, "appointment-17");
    desk.post(
            "/v1/transactions/" + paid + "/refund",
            Shop.amount(1_900).put("note", "the colour did not take"))
        .expect(201);
    boss.post("/v1/adjustments", Shop.move(wallet, 2_500).put("note", "birthday")).expect(201);
    JsonObject plan =
        new JsonObject()
            .put("name", "Monthly 50")
            .put("amount", 5_000)
            .put("currency", "USD")
            .put("interval", "month")
            .put("interval_count", 1);
    String planId = shop.admin().post("/v1/membership-plans", plan).json(201).getString("id");
    desk.post(
            "/v1/memberships",
            new JsonObject()
                .put("plan_id", planId)
                .put("client_reference", "cl_1042")
                .put("starts_at", "2026-11-01T00:00:00Z")
                .put("collection", "automatic"))
        .expect(201);
    for (int i = 1; i <= 7; i++) {
      desk.post(
              "/v1/activities",
              new JsonObject()
                  .put("activity_id", "appointment-" + i)
                  .put("type", "appointment.completed")
                  .put("client_reference", "cl_1042")
                  .put("occurred_at", "2026-11-2" + i + "T09:30:00Z"))
          .expect(201);
    }
    TestServers.awaitUntil(
        "membership and reward are credited", () -> shop.history(wallet).size() >= 7);
    debit(desk, 3_175, soho, "appointment-21");
    desk.post("/v1/authorizations", of(2_000, soho, "appointment-23")).expect(201);
    desk.post("/v1/deposits", of(7_500, chiado, "sale-1904")).expect(201);
  }

  @Test
  void theWalletTabIsReadableByEverybody(Desk desk) {
    for (Look look : LOOKS) {
      WalletTab tab = WalletTab.open(desk.sit(look), manager, wallet);
      assertThat(tab.row("History", "birthday")).isVisible();
      assertThat(tab.row("Open holds", "appointment-23")).isVisible();
      assertThat(tab.row("Pending deposits", "sale-1904")).isVisible();
      check(desk, "the wallet tab, " + look);
      if (look.width() == Look.DESK.width()) {
        desk.screenshotOfAll("wallet" + suffix(look));
      } else {
        desk.screenshot("wallet" + suffix(look));
      }
      for (String form : List.of("Pay", "Add to balance", "Adjust balance")) {
        desk.button(form).first().click();
        check(desk, form + ", " + look);
        desk.button("Close").click();
      }
      desk.judge();
    }
  }

  @Test
  void theRunningBalanceIsThatOfTheBook(Desk desk) {
    WalletTab tab = WalletTab.open(desk, manager, wallet);
    assertThat(tab.row("History", "birthday")).isVisible();
    List<String> amounts =
        shop.history(wallet).stream().map(row -> shown(row.getLong("balance_after"))).toList();
    List<String> seen =
        desk
            .page()
            .getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("History"))
            .locator("tbody tr td:nth-child(5)")
            .allInnerTexts()
            .stream()
            .map(String::strip)
            .toList();
    assertThat(seen).isEqualTo(amounts);
  }

  @Test
  void membershipsAndRewardsAreReadableByEverybody(Desk desk) {
    for (Look look : LOOKS) {
      WalletTab.open(desk.sit(look), manager, wallet);
      desk.link("Memberships").click();
      assertThat(desk.page().getByText("Monthly 50").first()).isVisible();
      assertThat(
              desk.page().getByText("Credited", new Page.GetByTextOptions().setExact(true)).first())
          .isVisible();
      check(desk, "memberships, " + look);
      desk.link("Rewards").click();
      assertThat(desk.page().getByText("2 of 5").first()).isVisible();
      check(desk, "rewards, " + look);
      desk.judge();
    }
  }

  @Test
  void aMembershipIsStartedPausedResumedAndCancelled(Desk desk) {
    String client = "cl_member";
    JsonObject opened = shop.admin().post("/v1/wallets", Shop.opening(client, "USD")).json(201);
    WalletTab tab = WalletTab.open(desk, manager, opened.getString("id"));
    desk.link("Memberships").click();
    desk.button("Start a membership").click();
    desk.expectAccessible("starting a membership");
    desk.field("When it is paid").check();
    WalletTab.button(desk.dialog("Start a membership"), "Start membership").click();
    tab.says("Member of Monthly 50.");
    TestServers.awaitUntil("its first period has begun", () -> periods(client).size() == 1);
    desk.page().reload();
    WalletTab.button(tab.row("Periods of Monthly 50", "Due"), "Paid").click();
    desk.button("Paid: add to balance").click();
    tab.says("Period credited.");
    assertThat(shop.balance(opened.getString("id"))).isEqualTo(5_000);
    for (String verb : List.of("Pause", "Resume", "Cancel membership")) {
      desk.button(verb).click();
      desk.page()
          .getByRole(AriaRole.DIALOG)
          .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(verb).setExact(true))
          .click();
      assertThat(desk.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    }
    tab.says("Cancelled");
    assertThat(membership(client).getString("status")).isEqualTo("cancelled");
  }

  @Test
  void germansYenAndDinarsAreTypedAndShownAsTheyAre(Desk desk) {
    pay(desk, "de-DE", "EUR", 200_000, "1.234,50", "1.234,50 €", 123_450);
    pay(desk, "ja-JP", "JPY", 200_000, "1,250", "￥1,250", 1_250);
    pay(desk, "en-US", "BHD", 200_000, "1.005", "BHD 1.005", 1_005);
  }

  private static void pay(
      Desk desk,
      String locale,
      String currency,
      long balance,
      String typed,
      String shown,
      long amount) {
    String other = shop.wallet(balance, currency);
    WalletTab tab = WalletTab.open(desk.sit(Look.DESK.in(locale)), manager, other).hold(typed);
    assertThat(desk.dialog(shown + " held")).isVisible();
    tab.says(shown + " held");
    assertThat(shop.look(other).getLong("held")).isEqualTo(amount);
    desk.judge();
  }

  private static void check(Desk desk, String what) {
    desk.expectAccessible(what);
    desk.expectNoSidewaysScrolling(what);
  }

  private static String suffix(Look look) {
    return (look.width() < 600 ? "-narrow" : "") + (look.dark() ? "-dark" : "");
  }

  private static String shown(long cents) {
    return (cents < 0 ? "-" : "")
        + "$%,d.%02d".formatted(Math.abs(cents) / 100, Math.abs(cents) % 100);
  }

  private static JsonObject named(String name, String... permissions) {
    JsonObject member = shop.member(permissions);
    return shop.admin()
        .patch("/v1/staff/" + member.getString("id"), new JsonObject().put("name", name))
        .json(200);
  }

  private static void deposit(Client desk, long amount, String location, String reference) {
    String id =
        desk.post("/v1/deposits", of(amount, location, reference)).json(201).getString("id");
    desk.post("/v1/deposits/" + id + "/complete", new JsonObject()).expect(200);
  }

  private static String debit(Client desk, long amount, String location, String reference) {
    return desk.post("/v1/debits", of(amount, location, reference)).json(201).getString("id");
  }

  private static JsonObject of(long amount, String location, String reference) {
    return Shop.move(wallet, amount).put("location_id", location).put("reference", reference);
  }

  private static JsonObject membership(String client) {
    return shop.admin().get("/v1/memberships?client_reference=" + client).data().get(0);
  }

  private static List<JsonObject> periods(String client) {
    return shop.admin()
        .get("/v1/memberships/" + membership(client).getString("id") + "/periods")
        .data();
  }
}
