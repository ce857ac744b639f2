package io.holdfast.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.reports.Column;
import io.holdfast.reports.Report;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sums of a report's amounts, each currency by itself, added up while its rows go by. Sums
 * beyond the range of {@code long} are a bug of a book that no wallet can be part of.
 */
final class ReportTotals {
  private final List<Column> columns;
  private final int currencyAt;
  private final Map<String, long[]> sums = new TreeMap<>();
  private long rows;

  ReportTotals(Report report) {
    this.columns = report.columns();
    this.currencyAt = report.currencyAt();
  }

  void add(Object[] row) {
    rows++;
    long[] mine = sums.computeIfAbsent((String) row[currencyAt], first -> new long[columns.size()]);
    for (int i = 0; i < row.length; i++) {
      if (columns.get(i).kind() == Column.Kind.AMOUNT) {
        mine[i] = Math.addExact(mine[i], (Long) row[i]);
      }
    }
  }

  void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("rows", rows);
    json.writeArrayFieldStart("currencies");
    for (Map.Entry<String, long[]> of : sums.entrySet()) {
      json.writeStartObject();
      json.writeStringField(Report.CURRENCY, of.getKey());
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).kind() == Column.Kind.AMOUNT) {
          json.writeNumberField(columns.get(i).name(), of.getValue()[i]);
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
