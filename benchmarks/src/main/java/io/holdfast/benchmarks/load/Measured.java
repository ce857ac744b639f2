package io.holdfast.benchmarks.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What came back.
 *
 * @param windowNanos length of the measured window
 * @param answered answers by status within the window
 * @param answeredInAll answers by status, with warm-up and what was still under way at the end
 * @param latency of the 2xx answers within the window, in nanoseconds
 * @param failures what went wrong, one line each; empty if every answer was a 2xx
 * @param requestBytes length of one request
 */
public record Measured(
    long windowNanos,
    Map<Integer, Long> answered,
    Map<Integer, Long> answeredInAll,
    Histogram latency,
    List<String> failures,
    int requestBytes) {

  /** 2xx answers a second, in the window. */
  public double perSecond() {
    return succeeded(answered) * 1e9 / windowNanos;
  }

  /** 2xx answers from the first request to the last. */
  public long succeededInAll() {
    return succeeded(answeredInAll);
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

  private static long succeeded(Map<Integer, Long> answers) {
    return answers.entrySet().stream()
        .filter(entry -> entry.getKey() / 100 == 2)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
