package io.holdfast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Amounts as people write them, in Chromium's own locales. The service counts minor units; what
 * stands between the two is {@code money.js}, and no floating number.
 */
@InBrowser
final class MoneyIT {
  private static final String PARSE =
      """
      async ([locale, currency, signed, texts]) => {
        const { parse } = await import('/console/money.js');
        return JSON.stringify(texts.map((text) => {
          const read = parse(text, currency, { locale, signed });
          return read.fault ? `refused: ${read.fault}` : `${read.amount}`;
        }));
      }
      """;
  private static final String SHOW =
      """
      async ([currency, amounts]) => {
        const { money } = await import('/console/money.js');
        return JSON.stringify(amounts.map((amount) => money(BigInt(amount), currency)));
      }
      """;
  private static final String THERE_AND_BACK =
      """
      async ([locale, currency, amounts]) => {
        const { money, parse, plain, toJson, typed } = await import('/console/money.js');
        return amounts.map(BigInt).filter((amount) => {
          const read = parse(typed(amount, currency, locale), currency, { locale });
          const shown = parse(money(amount, currency, locale), currency, { locale });
          return read.amount !== amount || shown.amount !== amount
            || BigInt(toJson(read.amount)) !== amount
            || BigInt(plain(amount, currency).replace('.', '')) !== amount;
        }).map(String).join(' ');
      }
      """;
  private static final List<String> LOCALES =
      List.of("en-US", "de-DE", "de-CH", "fr-FR", "pl-PL", "ja-JP", "ar-EG", "hi-IN", "fa-IR");
  private static final String REFUSED = "refused";

  @Test
  void dollarsAreReadToTheCent(Desk desk) {
    Page page = at(desk, "en-US");
    assertThat(
            parse(page, "USD", "12", "12.5", "12.50", " $12.50 ", ".5", "5.", "1,250", "1,250.75"))
        .containsExactly("1200", "1250", "1250", "1250", "50", "500", "125000", "125075");
    // What floating point gets wrong: 0.29 * 100 is 28.999…, 1.1 + 2.2 is not 3.3.
    assertThat(parse(page, "USD", "0.29", "0.57", "1.15", "8.2", "4.35", "1.1", "0.07"))
        .containsExactly("29", "57", "115", "820", "435", "110", "7");
  }

  @Test
  void theLargestAmountIsExactAndTheNextOneRefused(Desk desk) {
    Page page = at(desk, "en-US");
    assertThat(
            parse(page, "USD", "90071992547409.91", "90071992547409.90", "90,071,992,547,409.91"))
        .containsExactly("9007199254740991", "9007199254740990", "9007199254740991");
    assertThat(parse(page, "USD", "90071992547409.92", "90071992547410", "1" + "0".repeat(400)))
        .allMatch(each -> each.startsWith(REFUSED));
    assertThat(parse(page, "JPY", "9007199254740991", "9007199254740992"))
        .satisfiesExactly(
            most -> assertThat(most).isEqualTo("9007199254740991"),
            more -> assertThat(more).startsWith(REFUSED));
  }

  @Test
  void whatIsNoAmountIsRefusedAndNeverCut(Desk desk) {
    Page page = at(desk, "en-US");
    List<String> read =
        parse(
            page,
            "USD",
            "",
            " ",
            "1.005",
            "0.001",
            "12.345",
            "0",
            "0.00",
            "-5",
            "−5",
            "1e3",
            "0x10",
            "Infinity",
            "NaN",
            "1.2.3",
            "12,50",
            "1,25",
            "1,2345",
            "12 50",
            "twelve",
            "€12",
            "5-",
            "--5",
            "1..5",
            ",5",
            ".");
    assertThat(read).allMatch(each -> each.startsWith(REFUSED));
  }

  @Test
  void anAdjustmentMayTakeAway(Desk desk) {
    Page page = at(desk, "en-US");
    assertThat(parseSigned(page, "USD", "-12.50", "−12.50", "+12.50", "- 0.29", "-$5", "-0"))
        .satisfiesExactly(
            each -> assertThat(each).isEqualTo("-1250"),
            each -> assertThat(each).isEqualTo("-1250"),
            each -> assertThat(each).isEqualTo("1250"),
            each -> assertThat(each).isEqualTo("-29"),
            each -> assertThat(each).isEqualTo("-500"),
            each -> assertThat(each).startsWith(REFUSED));
  }

  @Test
  void germansWriteACommaForTheDecimals(Desk desk) {
    Page page = at(desk, "de-DE");
    assertThat(
            parse(page, "EUR", "12,50", "0,29", "1.250", "1.250,75", "12,5 €", "12.50", "1234,5"))
        .containsExactly("1250", "29", "125000", "125075", "1250", "1250", "123450");
    assertThat(parse(page, "EUR", "1,005", "1,250.75", "1.25.0", "1.2345", "12,50,1"))
        .allMatch(each -> each.startsWith(REFUSED));
    assertThat(show(page, "EUR", "125075", "-29")).containsExactly("1.250,75 €", "-0,29 €");
  }

  @Test
  void aYenHasNoDecimals(Desk desk) {
    Page page = at(desk, "ja-JP");
    assertThat(parse(page, "JPY", "1250", "1,250", "¥1,250", "￥1,250", "１２５０"))
        .containsExactly("1250", "1250", "1250", "1250", "1250");
    assertThat(parse(page, "JPY", "12.5", "1250.0", "0.5"))
        .allMatch(each -> each.startsWith(REFUSED));
    assertThat(show(page, "JPY", "1250", "0")).containsExactly("￥1,250", "￥0");
  }

  @Test
  void aDinarOfBahrainHasThree(Desk desk) {
    Page page = at(desk, "en-US");
    assertThat(parse(page, "BHD", "1.005", "0.001", "12.5", "12", "9007199254740.991"))
        .containsExactly("1005", "1", "12500", "12000", "9007199254740991");
    assertThat(parse(page, "BHD", "1.0005", "9007199254740.992"))
        .allMatch(each -> each.startsWith(REFUSED));
    assertThat(show(page, "BHD", "1005")).singleElement().asString().contains("1.005");
  }

  @Test
  void otherPlacesHaveOtherWays(Desk desk) {
    assertThat(
            parse(
                at(desk, "fr-FR"), "EUR", "1 250,75", "1\u202f250,75", "1\u00a0250,75", "12,50 €"))
        .containsExactly("125075", "125075", "125075", "1250");
    assertThat(parse(at(desk, "en-IN"), "INR", "1,00,000", "1,00,000.50", "₹12"))
        .containsExactly("10000000", "10000050", "1200");
    assertThat(parse(at(desk, "de-CH"), "CHF", "1’250.75", "CHF 12.50", "12.5"))
        .containsExactly("125075", "1250", "1250");
    assertThat(parse(at(desk, "ar-EG"), "EGP", "١٢٫٥٠", "12.50")).containsExactly("1250", "1250");
  }

  @Test
  void whatIsShownIsReadAsTheSameAmountEverywhere(Desk desk) {
    JsonArray amounts = new JsonArray();
    for (long amount = 1; amount < 9_007_199_254_740_991L; amount = amount * 7 + 3) {
      amounts.add(Long.toString(amount));
    }
    amounts.add("9007199254740991").add("29").add("1005").add("100").add("1000000");
    Page page = at(desk, "en-US");
    for (String locale : LOCALES) {
      for (String currency : List.of("USD", "JPY", "BHD")) {
        Object[] given = {locale, currency, amounts.getList().toArray()};
        assertThat(page.evaluate(THERE_AND_BACK, given)).as(locale + " " + currency).isEqualTo("");
      }
    }
  }

  /** A page in a browser of this locale. */
  private static Page at(Desk desk, String locale) {
    return desk.sit(Look.DESK.in(locale)).open("/console/");
  }

  private static List<?> strings(Object json) {
    return new JsonArray((String) json).getList();
  }

  private static List<String> parse(Page page, String currency, String... texts) {
    return parse(page, currency, false, texts);
  }

  private static List<String> parseSigned(Page page, String currency, String... texts) {
    return parse(page, currency, true, texts);
  }

  private static List<String> parse(Page page, String currency, boolean signed, String... texts) {
    Object locale = page.evaluate("() => navigator.language");
    return strings(page.evaluate(PARSE, new Object[] {locale, currency, signed, texts})).stream()
        .map(String::valueOf)
        .toList();
  }

  /** With blanks that do not break written as blanks. */
  private static List<String> show(Page page, String currency, String... amounts) {
    return strings(page.evaluate(SHOW, new Object[] {currency, amounts})).stream()
        .map(each -> String.valueOf(each).replace('\u00a0', ' ').replace('\u2212', '-'))
        .toList();
  }
}
