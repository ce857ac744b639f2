package io.holdfast.http;

import io.holdfast.reports.Column;
import io.holdfast.reports.Report;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A report as RFC 4180 describes CSV: a header, then the rows, each ended by CR LF, in UTF-8.
 *
 * <p>A spreadsheet takes a cell that begins with one of some characters for a formula, and runs it.
 * What somebody typed must not do that to whoever opens the file: such a text gets an apostrophe in
 * front, which spreadsheets take for "this is text" and do not show. Numbers are ours, and stay.
 */
final class CsvReport implements ReportForm {
  /** What begins a formula, in the width of Latin and of East Asian writing, or hides what does. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final String LINE_END = "\r\n";

  private final Report report;
  private final StringBuilder line = new StringBuilder(512);

  CsvReport(Report report) {
    this.report = report;
  }

  @Override
  public CharSequence contentType() {
    return Headers.CSV;
  }

  @Override
  public String fileName() {
    return report.wire() + ".csv";
  }

  @Override
  public void begin(Buffer target) {
    line.setLength(0);
    for (Column column : report.columns()) {
      separate();
      line.append(column.name());
    }
    target.appendString(line.append(LINE_END).toString());
  }

  @Override
  public void row(Object[] row, Buffer target) {
    line.setLength(0);
    List<Column> columns = report.columns();
    for (int i = 0; i < row.length; i++) {
      if (i > 0) {
        line.append(',');
      }
      if (row[i] != null) {
        switch (columns.get(i).kind()) {
          case TEXT -> line.append(cell((String) row[i]));
          case TIME -> line.append(Timestamps.format((Long) row[i]));
          case CODE, ID, MOVEMENT, AMOUNT -> line.append(row[i]);
        }
      }
    }
    target.appendString(line.append(LINE_END).toString());
  }

  @Override
  public void end(Buffer target) {
    // The last row is the end; that it is the last, the last chunk of the answer says.
  }

  /** A text as a cell: never a formula, and in quotes where it could be taken for several cells. */
  static String cell(String text) {
    if (text.isEmpty()) {
      return text;
    }
    String harmless = FORMULA_STARTS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    boolean plain = harmless.chars().noneMatch(CsvReport::needsQuotes);
    return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
  }

  private static boolean needsQuotes(int unit) {
    return unit == ',' || unit == ';' || unit == '"' || unit <= ' ';
  }

  private void separate() {
    if (line.length() > 0) {
      line.append(',');
    }
  }
}
