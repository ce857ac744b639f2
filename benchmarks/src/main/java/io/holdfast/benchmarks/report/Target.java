package io.holdfast.benchmarks.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** What was asked for, and what was measured, as it stands in {@code run.json}. */
record Target(JsonObject raw) {
  String name() {
    // Shown in milliseconds.
    return raw.getString("name").replace(" in microseconds", "");
  }

  boolean met() {
    return Boolean.TRUE.equals(raw.getBoolean("met"));
  }

  boolean isLowerBound() {
    return raw.getValue("at_least") != null;
  }

  double bound() {
    return raw.getDouble(isLowerBound() ? "at_least" : "at_most");
  }

  /** Whether anything was measured for it. */
  boolean measured() {
    return raw.getValue("median") != null;
  }

  Spread spread() {
    return new Spread(
        raw.getDouble("median"), raw.getDouble("low"), raw.getDouble("high"), rounds().size());
  }

  List<Double> rounds() {
    JsonArray rounds = raw.getJsonArray("rounds");
    return rounds == null
        ? List.of()
        : rounds.stream().map(each -> ((Number) each).doubleValue()).toList();
  }

  /** By what the measured is to be multiplied to be in {@link #unit}. */
  private double scale() {
    return raw.getValue("to") == null && raw.getString("measure").startsWith("latency_micros")
        ? 0.001
        : 1;
  }

  private String unit() {
    String measure = raw.getString("measure");
    if (raw.getValue("to") != null) {
      return "";
    }
    return measure.startsWith("latency_micros")
        ? " ms"
        : measure.startsWith("allocated_bytes") ? " bytes" : "";
  }

  /** A measured number, in its unit. */
  String number(double value) {
    double shown = value * scale();
    return String.format(Locale.ROOT, shown >= 100 ? "%,.0f" : "%.2f", shown);
  }

  /**
   * What was measured: the median; in four decimals where two would read like a bound that it
   * misses.
   */
  String text() {
    double median = spread().median();
    String rounded = number(median);
    String shown =
        !met() && rounded.equals(number(bound()))
            ? String.format(Locale.ROOT, "%,.4f", median * scale())
            : rounded;
    return shown + unit();
  }

  /** What is asked for. */
  String boundText() {
    return (isLowerBound() ? "≥ " : "≤ ") + number(bound()) + unit();
  }
}
