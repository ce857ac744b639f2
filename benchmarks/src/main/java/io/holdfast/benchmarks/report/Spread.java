package io.holdfast.benchmarks.report;

import java.util.List;

/** Median, lowest and highest of what the rounds gave. */
record Spread(double median, double low, double high, int rounds) {
  /**
   * @param values at least one
   */
  static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1), sorted.size());
  }

  /** All of it, times this. */
  Spread times(double factor) {
    return new Spread(median * factor, low * factor, high * factor, rounds);
  }
}
