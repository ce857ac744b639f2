package io.holdfast.benchmarks.report;

import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** Numbers as people read them. What is not known is a dash. */
final class Figures {
  static final String UNKNOWN = "–";

  private Figures() {}

  /** Without decimals. */
  static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** With three digits that count. */
  static String three(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }

  /** Microseconds, as milliseconds. */
  static String millis(double micros) {
    return three(micros / 1_000);
  }

  /** Short, for axes: 1.5k, 20k, 1M. */
  static String brief(double value) {
    double size = Math.abs(value);
    if (size >= 1_000_000) {
      return trimmed(value / 1_000_000) + "M";
    }
    return size >= 1_000 ? trimmed(value / 1_000) + "k" : trimmed(value);
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceFirst("\\.?0+$", "");
  }

  static String of(Optional<Spread> spread, DoubleFunction<String> format) {
    return spread.map(known -> format.apply(known.median())).orElse(UNKNOWN);
  }

  /** Lowest to highest; empty where there is one round, or none. */
  static String range(Optional<Spread> spread, DoubleFunction<String> format) {
    return spread
        .filter(known -> known.rounds() > 1)
        .map(known -> format.apply(known.low()) + "–" + format.apply(known.high()))
        .orElse("");
  }
}
