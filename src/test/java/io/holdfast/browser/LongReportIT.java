package io.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import io.holdfast.api.Shop;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A month of a large chain, some 45,000 rows, read by a page. */
@InBrowser
final class LongReportIT {
  private static final double PATIENCE_MILLIS = 30_000;

  @Test
  void aMonthOfPaymentsIsReadAndDrawn(Desk desk) {
    Shop chain = Chain.shop();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    long since = System.nanoTime();
    desk.signIn(chain.member("view_reports"))
        .open("/console/#/reports/usage?from=%s&to=%s".formatted(today.minusDays(29), today));
    assertThat(desk.page().getByRole(AriaRole.MAIN).getByRole(AriaRole.STATUS).first())
        .containsText("rows, as of", new ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    System.out.printf(
        "a report of a month: %s after %d ms%n",
        desk.page().getByRole(AriaRole.MAIN).getByRole(AriaRole.STATUS).first().innerText(),
        (System.nanoTime() - since) / 1_000_000);
    assertThat(desk.page().getByRole(AriaRole.FIGURE).first()).isVisible();
    desk.expectAccessible("a long report");
    desk.screenshot("report");
  }
}
