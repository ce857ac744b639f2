package io.holdfast.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Ratios of a candidate to a base, one a pair of neighbouring measurements, and what can be said of
 * them. More is worse: time or bytes an operation.
 *
 * @param ratios each more than 0
 */
public record PairedSample(List<Double> ratios) {
  private static final int RESAMPLES = 10_000;

  /** Up to so many pairs every pattern of signs is tried; of more, as many are drawn. */
  private static final int EXACT_MAX = 14;

  private static final int DRAWN = 20_000;

  /**
   * Where the ratio lies, with 95 % confidence.
   *
   * @param middle of the ratios: their geometric mean
   */
  public record Interval(double low, double middle, double high) {}

  public PairedSample {
    ratios = List.copyOf(ratios);
    if (ratios.isEmpty() || ratios.stream().anyMatch(ratio -> !(ratio > 0))) {
      throw new IllegalArgumentException("ratios: " + ratios);
    }
  }

  /** By bootstrap: from what the mean would have been with other pairs of the same kind. */
  public Interval interval(long seed) {
    double[] logs = logs(1);
    Random random = new Random(seed);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int j = 0; j < logs.length; j++) {
        sum += logs[random.nextInt(logs.length)];
      }
      means[i] = sum / logs.length;
    }
    Arrays.sort(means);
    return new Interval(
        Math.exp(means[RESAMPLES * 25 / 1_000]),
        Math.exp(mean(logs)),
        Math.exp(means[RESAMPLES * 975 / 1_000]));
  }

  /**
   * How often ratios like these would come of chance if the candidate were worse by no more than
   * {@code tolerated}: were it not, each pair could as well have come out on the other side of it.
   * The part of all patterns of sides whose mean is at least as high as the one that was found.
   *
   * @param tolerated as a ratio: 1.02 for two percent
   */
  double chanceIfNotWorse(double tolerated, long seed) {
    double[] logs = logs(tolerated);
    double found = sum(logs) - 1e-12;
    int size = logs.length;
    long patterns = size <= EXACT_MAX ? 1L << size : DRAWN;
    Random random = new Random(seed);
    long asHigh = 0;
    for (long pattern = 0; pattern < patterns; pattern++) {
      long signs = size <= EXACT_MAX ? pattern : random.nextLong();
      double sum = 0;
      for (int j = 0; j < size; j++) {
        sum += (signs >>> (j % Long.SIZE) & 1) == 0 ? logs[j] : -logs[j];
      }
      if (sum >= found) {
        asHigh++;
      }
    }
    // Of those that are drawn, the one that was found counts as well.
    return size <= EXACT_MAX ? (double) asHigh / patterns : (asHigh + 1.0) / (patterns + 1.0);
  }

  /** The same the other way round: if the candidate were better by no more than tolerated. */
  double chanceIfNotBetter(double tolerated, long seed) {
    return new PairedSample(ratios.stream().map(ratio -> 1 / ratio).toList())
        .chanceIfNotWorse(tolerated, seed);
  }

  /** The least that the chance can be with so many pairs. */
  static double leastChance(int pairs) {
    return pairs <= EXACT_MAX ? Math.pow(0.5, pairs) : 1.0 / (DRAWN + 1);
  }

  private double[] logs(double shift) {
    return ratios.stream().mapToDouble(ratio -> Math.log(ratio / shift)).toArray();
  }

  private static double mean(double[] values) {
    return sum(values) / values.length;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
