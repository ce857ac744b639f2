package io.holdfast.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** Median, lowest and highest of what the rounds gave. */
record Spread(double median, double low, double high) {
  static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }

  /**
   * @param format of one number
   */
  String text(String format) {
    return String.format(
        Locale.ROOT, format + "  (" + format + " to " + format + ")", median, low, high);
  }
}
