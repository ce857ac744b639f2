package io.holdfast.metrics;

import io.holdfast.metrics.Metrics.Outcome;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Refusal;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the meters stand at, at one moment. Counters and histograms count from the start of the
 * process; what happened in between is the difference of two readings.
 *
 * @param decisions how callers' operations ended, and how often
 * @param requests nanoseconds from the head of a request to its answer
 * @param gate nanoseconds that the gate took
 * @param commits nanoseconds that batches took to commit
 * @param committed operations in all batches
 * @param queues what waits, by the queue's name, of all event loops
 * @param inFlight requests being worked on
 * @param connections callers' open connections
 * @param quarantined wallets that are set aside
 */
public record MeterReading(
    Map<Decision, Long> decisions,
    Distribution requests,
    Distribution gate,
    Distribution commits,
    long committed,
    Map<String, Long> queues,
    long inFlight,
    long connections,
    long quarantined) {

  /**
   * How an operation ended.
   *
   * @param reason of a refusal, else null
   */
  public record Decision(OperationKind kind, Outcome outcome, Refusal reason) {}

  static MeterReading of(
      MeterRegistry registry, Map<Decision, Long> decisions, Predicate<String> routes) {
    return new MeterReading(
        Map.copyOf(decisions),
        times(registry, MetricNames.HTTP_REQUEST, routes),
        times(registry, MetricNames.GATE, any -> true),
        times(registry, MetricNames.COMMIT, any -> true),
        (long)
            registry.find(MetricNames.BATCH_OPERATIONS).summaries().stream()
                .mapToDouble(DistributionSummary::totalAmount)
                .sum(),
        queues(registry),
        sum(registry, MetricNames.IN_FLIGHT),
        sum(registry, MetricNames.CONNECTIONS_OPEN),
        sum(registry, MetricNames.QUARANTINED));
  }

  private static Distribution times(MeterRegistry registry, String name, Predicate<String> routes) {
    Distribution all = Distribution.NONE;
    for (Timer timer : registry.find(name).timers()) {
      String route = timer.getId().getTag("route");
      if (route == null || routes.test(route)) {
        all = all.and(distribution(timer.takeSnapshot()));
      }
    }
    return all;
  }

  private static Distribution distribution(HistogramSnapshot snapshot) {
    CountAtBucket[] buckets = snapshot.histogramCounts();
    long[] bounds = new long[buckets.length];
    long[] counts = new long[buckets.length];
    for (int i = 0; i < buckets.length; i++) {
      bounds[i] = (long) buckets[i].bucket();
      counts[i] = (long) buckets[i].count();
    }
    return new Distribution(bounds, counts, snapshot.count());
  }

  private static Map<String, Long> queues(MeterRegistry registry) {
    Map<String, Long> depths = new TreeMap<>();
    for (Gauge gauge : registry.find(MetricNames.QUEUE_DEPTH).gauges()) {
      depths.merge(gauge.getId().getTag("queue"), (long) gauge.value(), Long::sum);
    }
    return depths;
  }

  private static long sum(MeterRegistry registry, String name) {
    return (long) registry.find(name).gauges().stream().mapToDouble(Gauge::value).sum();
  }
}
