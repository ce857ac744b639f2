package io.holdfast.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * What is the same in every round: {@code subject/mix/wallets/skew/loop}, and what is unusual.
 *
 * @param loop {@code closed}, {@code open}, or {@code open-<percent>}
 * @param unusual as {@code loops-1}, {@code journal-10000000} or {@code connections-64}
 */
record SeriesName(
    String subject, String mix, long wallets, String skew, String loop, List<String> unusual) {
  private static final int USUAL_PARTS = 5;

  static SeriesName parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < USUAL_PARTS) {
      throw new IllegalArgumentException("no name of a series: " + text);
    }
    return new SeriesName(
        parts[0],
        parts[1],
        Long.parseLong(parts[2]),
        parts[3],
        parts[4],
        List.of(parts).subList(USUAL_PARTS, parts.length));
  }

  boolean isClosed() {
    return loop.equals("closed");
  }

  /** Whether every request wants the same wallet. */
  boolean isOneWallet() {
    return skew.equals("one") || wallets == 1;
  }

  boolean isUsual() {
    return unusual.isEmpty();
  }

  /** Whether it differs from what is usual in nothing else. */
  boolean onlyUnusual(String word) {
    return unusual.stream().allMatch(part -> part.startsWith(word + "-"));
  }

  /** Where the load falls, in words. */
  String spreadOver() {
    if (isOneWallet()) {
      return "one hot wallet";
    }
    String many = String.format(Locale.ROOT, "%,d wallets", wallets);
    return switch (skew) {
      case "uniform" -> many;
      case "zipf" -> many + " by Zipf";
      default -> many + ", " + skew;
    };
  }

  /** Of what is unusual, the number behind this word, or -1. */
  long unusual(String word) {
    return unusual.stream()
        .filter(part -> part.startsWith(word + "-"))
        .mapToLong(part -> Long.parseLong(part.substring(word.length() + 1)))
        .findFirst()
        .orElse(-1);
  }
}
