package io.holdfast.metrics;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How something measured is spread over the buckets of its histogram. Immutable.
 *
 * <p>Quantiles are estimates: they lie in the right bucket, and in it by as much as if its values
 * were spread evenly.
 */
public final class Distribution {
  static final Distribution NONE = new Distribution(new long[0], new long[0], 0);

  private static final int PER_MILLE = 1_000;

  private final long[] bounds;
  private final long[] counts;
  private final long total;

  /**
   * @param bounds of the buckets, ascending; what is above the last one is in no bucket
   * @param counts of what was at most as much as each bound
   * @param total of all
   */
  Distribution(long[] bounds, long[] counts, long total) {
    this.bounds = bounds.clone();
    this.counts = counts.clone();
    this.total = total;
  }

  /** How much was measured. */
  public long total() {
    return total;
  }

  /** What was measured after an earlier reading of the same histogram. */
  public Distribution since(Distribution earlier) {
    if (earlier.bounds.length == 0) {
      return this;
    }
    return new Distribution(bounds, minus(counts, earlier.counts), total - earlier.total);
  }

  /** What was measured here and there, by the same buckets. */
  Distribution and(Distribution other) {
    if (bounds.length == 0) {
      return other;
    }
    return new Distribution(
        bounds, minus(counts, minus(new long[counts.length], other.counts)), total + other.total);
  }

  /**
   * What so many in a thousand did not pass; empty if nothing was measured. For what is in no
   * bucket, the last bound.
   *
   * @param perMille 1 to 1,000
   */
  public OptionalLong quantile(int perMille) {
    if (total <= 0 || bounds.length == 0) {
      return OptionalLong.empty();
    }
    long rank = (total * perMille + PER_MILLE - 1) / PER_MILLE;
    for (int i = 0; i < bounds.length; i++) {
      if (counts[i] >= rank) {
        long below = i == 0 ? 0 : counts[i - 1];
        long from = i == 0 ? 0 : bounds[i - 1];
        return OptionalLong.of(
            from + (bounds[i] - from) * (rank - below) / Math.max(1, counts[i] - below));
      }
    }
    return OptionalLong.of(bounds[bounds.length - 1]);
  }

  private static long[] minus(long[] these, long[] those) {
    long[] difference = Arrays.copyOf(these, these.length);
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= those[i];
    }
    return difference;
  }
}
