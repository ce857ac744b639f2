package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.holdfast.browser.Office.dollars;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the reports show, against the journal. */
@InBrowser
final class ReportPagesIT {
  private static final String SPENT = "j.kind IN (3, 6) OR (j.kind = 8 AND j.target IS NOT NULL)";

  private static final String WATCH_FOR_LONG_TASKS =
      """
      () => {
        window.longestTask = 0;
        new PerformanceObserver(list => {
          for (const { duration } of list.getEntries()) {
            window.longestTask = Math.max(window.longestTask, duration);
          }
        }).observe({ type: 'longtask' });
      }
      """;

  @Test
  void aReportShowsWhatTheJournalSays(Desk desk) {
    Month month = new Month();
    Office office = readerOf(month, desk);
    office.open("reports", "Usage").read();
    assertThat(office.total(5)).isEqualTo(dollars(-sum(month, SPENT)));
    assertThat(office.page().locator("tbody tr").filter(hasDate()))
        .hasCount((int) count(month, SPENT));
    look(desk, "usage");
    desk.screenshot("report-usage");
    office.link("Deposits").click();
    office.heading("Deposits").waitFor();
    assertThat(office.read().total(5)).isEqualTo(dollars(sum(month, "j.kind = 7")));
    look(desk, "deposits");
    office.link("Balances").click();
    office.heading("Balances").waitFor();
    assertThat(office.read().total(2)).isEqualTo(dollars(sum(month, "true")));
    look(desk, "balances");
    office.link("Open holds").click();
    office.heading("Open holds").waitFor();
    assertThat(office.read().total(6)).isEqualTo(dollars(held(month)));
    look(desk, "holds");
  }

  @Test
  void whatIsOwedRollsForwardAndIsSettled(Desk desk) {
    Month month = new Month();
    Office office = readerOf(month, desk);
    office.open("reports/liability?from=2020-01-01", "Liability").read();
    assertThat(office.total(9)).isEqualTo(dollars(sum(month, "true")));
    look(desk, "liability");
    desk.screenshot("report-liability");
    JsonObject settlement =
        month.shop.admin().get("/v1/reports/settlement").json(200).getJsonObject("totals");
    office.open("reports/settlement?from=2020-01-01", "Settlement").read();
    assertThat(office.total(2))
        .isEqualTo(
            dollars(settlement.getJsonArray("currencies").getJsonObject(0).getLong("amount")));
    look(desk, "settlement");
  }

  @Test
  void aLinkShowsTheSameReport(Desk desk) {
    Month month = new Month();
    Office office = readerOf(month, desk);
    office.open("reports/usage", "Usage").read();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    office.fill("From", today.minusDays(20).toString()).fill("To", today.minusDays(3).toString());
    office.choose("Location", month.harbour);
    office.button("Show").click();
    String where =
        "(%s) AND l.id = '%s' AND j.created_at >= '%s Z' AND j.created_at < '%s Z'"
            .formatted(SPENT, month.harbour, today.minusDays(20), today.minusDays(2));
    String expected = dollars(-sum(month, where));
    assertThat(office.page().locator("tfoot td").last()).hasText(expected);

    Page other = desk.anotherPage();
    other.navigate(office.page().url());
    assertThat(other.locator("tfoot td").last()).hasText(expected);
    assertThat(other.getByLabel("From")).hasValue(today.minusDays(20).toString());
    assertThat(other.getByLabel("Location")).hasValue(month.harbour);
  }

  @Test
  void aFormulaInAClientNameIsDefusedInTheDownload(Desk desk) throws Exception {
    Month month = new Month();
    Office office = readerOf(month, desk);
    office.open("reports/balances", "Balances").read();
    assertThat(office.link("=1+1").first()).isVisible();
    Download download = office.page().waitForDownload(() -> office.link("Download CSV").click());
    assertThat(download.suggestedFilename()).isEqualTo("balances.csv");
    String csv = Files.readString(download.path(), UTF_8);
    assertThat(csv).startsWith("client_reference,client_name,").contains(",'=1+1,");
    assertThat(csv.lines()).hasSize(1 + month.wallets.size());
  }

  @Test
  void aDayBeginsWhenTheBusinessSaysItDoes(Desk desk) {
    Month month = new Month();
    JsonObject zone = new JsonObject().put("time_zone", "America/New_York");
    month.shop.admin().put("/v1/settings", zone).expect(200);
    Office office = readerOf(month, desk);
    var asked =
        office
            .page()
            .waitForRequest(
                request -> request.url().contains("/v1/reports/usage"),
                () -> desk.open("/console/#/reports/usage?from=2026-11-01&to=2026-11-01"));
    assertThat(asked.url())
        .contains("from=2026-11-01T04%3A00%3A00.000Z", "to=2026-11-02T05%3A00%3A00.000Z");
    assertThat(office.page().getByText("by the clocks of America/New York")).isVisible();
  }

  @Test
  void aLongReportIsReadToItsEndAndShownInPart(Desk desk) {
    Month month = new Month();
    Office office = readerOf(month, desk);
    int rows = 20_000;
    answer(desk, body(rows, "]").concat(",\"totals\":{\"rows\":" + rows + ",\"currencies\":[]}}"));
    office.open("reports/holds", "Open holds");
    office.page().evaluate(WATCH_FOR_LONG_TASKS);
    office.open("reports/usage?from=2026-11-01&to=2026-11-30", "Usage").read();
    System.out.printf(
        "longest task of the page while %,d rows were read: %s ms%n",
        rows, office.page().evaluate("() => Math.round(window.longestTask)"));
    // Each amount is more than a double can hold exactly, once there are two of them.
    assertThat(office.total(5)).isEqualTo("$1,801,439,850,948,198,200.00");
    assertThat(office.page().getByText("The first 100 of 20,000 rows.")).isVisible();
    office.button("Show 100 more").click();
    assertThat(office.page().getByText("The first 200 of 20,000 rows.")).isVisible();
  }

  @Test
  void aReportThatBreaksOffIsNoReport(Desk desk) {
    Month month = new Month();
    Office office = readerOf(month, desk);
    answer(desk, body(50, ""));
    office.open("reports/usage", "Usage");
    assertThat(office.page().getByText("The report broke off before its end")).isVisible();
    assertThat(office.page().locator("tfoot")).hasCount(0);
    look(desk, "a report that failed");
    desk.context().unroute("**/v1/reports/usage*");
    office.button("Try again").click();
    assertThat(office.read().total(5)).isEqualTo(dollars(-sum(month, SPENT)));
  }

  @Test
  void whereNothingHappenedThePageSaysWhatToDo(Desk desk) {
    Month month = new Month();
    Office office = readerOf(month, desk);
    office.open("reports/usage?from=2021-01-01&to=2021-01-02", "Usage");
    assertThat(office.page().getByText("Nothing was spent in this period.")).isVisible();
    look(desk, "an empty report");
  }

  @Test
  void thePagesFitATelephone(Desk desk) {
    Month month = new Month();
    JsonObject member = month.shop.member("view_reports");
    desk.sit(Look.PHONE.inTheDark()).signIn(member);
    Office office = new Office(desk);
    for (String name : new String[] {"Usage", "Deposits", "Balances", "Liability", "Settlement"}) {
      office.open("reports/" + name.toLowerCase(Locale.ROOT), name).read();
      desk.expectNoSidewaysScrolling(name + " on a telephone");
      look(desk, name + " in the dark");
      desk.screenshot("report-" + name.toLowerCase(Locale.ROOT) + "-phone");
      office.page().locator("tfoot").first().scrollIntoViewIfNeeded();
      desk.screenshot("report-" + name.toLowerCase(Locale.ROOT) + "-phone-rows");
    }
  }

  private static Office readerOf(Month month, Desk desk) {
    desk.signIn(month.shop.member("view_reports"));
    return new Office(desk);
  }

  private static void look(Desk desk, String what) {
    desk.expectAccessible(what);
  }

  private static Locator.FilterOptions hasDate() {
    return new Locator.FilterOptions().setHasText(Pattern.compile("sale-\\d+"));
  }

  private static long sum(Month month, String where) {
    return number(month, "SELECT coalesce(sum(j.amount), 0)::bigint ", where);
  }

  private static long count(Month month, String where) {
    return number(month, "SELECT count(*) ", where);
  }

  private static long number(Month month, String what, String where) {
    return (Long)
        month
            .shop
            .service()
            .sql(
                what
                    + "FROM journal j JOIN wallets w ON w.number = j.wallet"
                    + " LEFT JOIN locations l ON l.number = j.location"
                    + " WHERE w.business = ? AND ("
                    + where
                    + ")",
                month.shop.number());
  }

  private static long held(Month month) {
    return (Long)
        month
            .shop
            .service()
            .sql("SELECT sum(held)::bigint FROM wallets WHERE business = ?", month.shop.number());
  }

  private static void answer(Desk desk, String body) {
    desk.context()
        .route(
            "**/v1/reports/usage*",
            route ->
                route.fulfill(
                    new FulfillOptions()
                        .setHeaders(Map.of("Content-Type", "application/json"))
                        .setBody(body)));
  }

  private static String body(int rows, String end) {
    String row =
        "{\"date\":\"2026-11-%02dT10:00:00.000Z\",\"transaction_id\":\"t%d\",\"type\":\"debit\","
            + "\"reference\":\"a \\\"}]{\",\"client_reference\":\"c\",\"client_name\":\"Ada\","
            + "\"wallet_id\":\"w\",\"location_id\":null,\"location_name\":null,"
            + "\"amount\":9007199254740991,\"currency\":\"USD\"}";
    return IntStream.range(0, rows)
        .mapToObj(i -> row.formatted(1 + i * 28 / rows, i))
        .collect(
            Collectors.joining(
                ",", "{\"from\":null,\"to\":null,\"location_id\":null,\"data\":[", end));
  }
}
