package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.reports.Report;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a spreadsheet makes of what somebody typed. */
class CsvReportTest {
  /** What a person can put into a name, a reference or a note. */
  private static final List<String> PIECES =
      List.of(
          "=",
          "+",
          "-",
          "@",
          "\t",
          "\r",
          "\n",
          "\"",
          "'",
          ",",
          ";",
          " ",
          "a",
          "1",
          "é",
          "\uFF1D",
          "\uFF0B",
          "\uFF0D",
          "\uFF20",
          "=cmd|'/c calc'!A0",
          "HYPERLINK(\"http://x\",\"y\")",
          "😀");

  private static final List<String> STARTS =
      List.of("=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20");

  @Test
  void noTextBeginsAFormulaAndNoneIsLost() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(5); n >= 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      String cell = CsvReport.cell(text.toString());
      String read = read(cell);
      String what = "seed " + seed + ": " + text;
      assertThat(STARTS).as(what).noneMatch(read::startsWith);
      assertThat(read).as(what).isIn(text.toString(), "'" + text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Ada              | Ada",
        "=1+1             | '=1+1",
        "-2               | '-2",
        "+49 30           | \"'+49 30\"",
        "@SUM(A1)         | '@SUM(A1)",
        "a, b             | \"a, b\"",
        "say \"hi\"       | \"say \"\"hi\"\"\"",
        "a;=1             | \"a;=1\"",
        "a=1              | a=1"
      })
  void cellsAreWrittenSo(String text, String cell) {
    assertThat(CsvReport.cell(text)).isEqualTo(cell);
  }

  @Test
  void anAmountBelowZeroStaysANumber() {
    CsvReport report = new CsvReport(Report.BALANCES);
    Buffer target = Buffer.buffer();
    report.begin(target);
    UUID wallet = UUID.fromString("0199f2a4-1001-7c3d-9b1e-5a60c2d84f01");
    report.row(new Object[] {"=cl", null, wallet, -2500L, 0L, -2500L, "USD"}, target);
    report.end(target);
    assertThat(target.toString().split("\r\n"))
        .containsExactly(
            "client_reference,client_name,wallet_id,amount,held,available,currency",
            "'=cl,,0199f2a4-1001-7c3d-9b1e-5a60c2d84f01,-2500,0,-2500,USD");
    assertThat(target.toString()).endsWith("\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv                              | true",
        "TEXT/CSV; charset=utf-8               | true",
        "text/csv, application/json;q=0.5      | true",
        "application/json, text/csv;q=0.9      | false",
        "text/csv;q=0                          | false",
        "text/csv;q=2                          | false",
        "*/*                                   | false",
        "text/*                                | false",
        "application/json                      | false",
        "''                                    | false"
      })
  void csvIsForThoseWhoAskForIt(String accept, boolean csv) {
    assertThat(Accepts.csv(accept)).isEqualTo(csv);
  }

  /** As RFC 4180 says: one cell. */
  private static String read(String cell) {
    if (!cell.startsWith("\"")) {
      assertThat(cell).doesNotContain(",", "\"", "\r", "\n");
      return cell;
    }
    String inside = cell.substring(1, cell.length() - 1);
    assertThat(inside.replace("\"\"", "")).doesNotContain("\"");
    return inside.replace("\"\"", "\"");
  }
}
