package io.holdfast.benchmarks.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What came back.
 *
 * @param windowNanos length of the measured window
 * @param startedMillis when it began, since 1970
 * @param achieved units that ended as they are meant to within the window
 * @param outcomes of the units that count: closed loop, those over within the window; open loop,
 *     those meant to begin within it
 * @param unanswered units, of the whole run, that never got all their answers
 * @param unexpected units, of the whole run, that ended otherwise than they are meant to; without
 *     refusals where these are to be reckoned with
 * @param refusals units, of the whole run, that were refused
 * @param statuses of the answers within the window
 * @param seconds latencies of the units that count and succeeded or were declined, in nanoseconds,
 *     one histogram a second
 * @param steps the same by request, for units of several; by name
 * @param lag of the driver behind its schedule, in nanoseconds; empty for the closed loop
 * @param moved what answers said has moved, of the whole run, by index of the wallet
 * @param failures what went wrong, some of it, one line each
 */
public record Measured(
    long windowNanos,
    long startedMillis,
    long achieved,
    Map<Outcome, Long> outcomes,
    long unanswered,
    long unexpected,
    long refusals,
    Map<Integer, Long> statuses,
    List<Histogram> seconds,
    Map<String, Histogram> steps,
    Optional<Histogram> lag,
    List<Long> moved,
    List<String> failures) {

  /** A lag below it is no reason for anything. */
  private static final double LAG_FREE_NANOS = 1e6;

  /** More than this part of the latency itself: the driver has measured itself. */
  private static final double LAG_SHARE_MAX = 0.25;

  /**
   * Measured by another program than this driver, in a closed loop.
   *
   * @param achieved within the window
   * @param failed of the whole run
   */
  public static Measured elsewhere(
      long windowNanos, long startedMillis, long achieved, long failed, List<Histogram> seconds) {
    return new Measured(
        windowNanos,
        startedMillis,
        achieved,
        Map.of(Outcome.SUCCEEDED, achieved, Outcome.FAILED, failed),
        0,
        failed,
        0,
        Map.of(),
        seconds,
        Map.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** Units a second that ended as they are meant to. */
  public double perSecond() {
    return achieved * 1e9 / windowNanos;
  }

  /** Units that count and were refused. */
  public long refused() {
    return outcomes.getOrDefault(Outcome.REFUSED, 0L);
  }

  /** Of the whole window. */
  public Histogram latency() {
    Histogram all = Tally.histogram();
    seconds.forEach(all::add);
    return all;
  }

  /** Why the latencies are the driver's and not the target's; empty if they are not. */
  public Optional<String> unfit() {
    if (lag.isEmpty() || lag.get().getTotalCount() == 0) {
      return Optional.empty();
    }
    double late = lag.get().getValueAtPercentile(99);
    double latency = latency().getValueAtPercentile(99);
    if (late <= LAG_FREE_NANOS || late <= LAG_SHARE_MAX * latency) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the driver was late by %.2f ms (p99), with latencies of %.2f ms (p99)",
            late / 1e6,
            latency / 1e6));
  }

  static Map<Integer, Long> byStatus(long[] counts) {
    Map<Integer, Long> byStatus = new TreeMap<>();
    for (int status = 0; status < counts.length; status++) {
      if (counts[status] > 0) {
        byStatus.put(status, counts[status]);
      }
    }
    return byStatus;
  }
}
