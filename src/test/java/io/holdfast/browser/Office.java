package io.holdfast.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.math.BigDecimal;
import java.util.Locale;

/** Reports and administration, as a manager finds things there. */
record Office(Desk desk) {
  Page page() {
    return desk.page();
  }

  /** Opens a page of the console and waits for its heading. */
  Office open(String path, String heading) {
    desk.open("/console/#/" + path);
    heading(heading).waitFor();
    return this;
  }

  Locator heading(String name) {
    return page()
        .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator button(String name) {
    return page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator dialog() {
    return page().getByRole(AriaRole.DIALOG);
  }

  /** A field of the open dialog, or of the page if there is none. */
  Locator field(String label) {
    return (dialog().count() > 0 ? dialog() : page().locator("main")).getByLabel(label).first();
  }

  Office fill(String label, String text) {
    field(label).fill(text);
    return this;
  }

  Office choose(String label, String option) {
    field(label).selectOption(option);
    return this;
  }

  /** Presses a button of the open dialog, which closes with it. */
  void confirm(String name) {
    Locator dialog = dialog();
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
    button(name)
        .waitFor(
            new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
  }

  /** The row of a table in which this text stands. */
  Locator row(String text) {
    return page()
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(text))
        .first();
  }

  /** Waits until what was asked for is read. */
  Office read() {
    page().getByText("as of ").first().waitFor();
    return this;
  }

  /** What stands in the last row of a report for a column. */
  String total(int column) {
    return page().locator("tfoot tr").first().locator("th, td").nth(column).innerText();
  }

  /** Cents as an American reads them. */
  static String dollars(long cents) {
    BigDecimal amount = BigDecimal.valueOf(cents, 2);
    String digits = String.format(Locale.US, "$%,.2f", amount.abs());
    return cents < 0 ? "-" + digits : digits;
  }
}
