package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Verdict;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.load.Outcome;
import io.holdfast.benchmarks.load.Pace;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * One series, measured once.
 *
 * @param journalRows of its book before; -1 if there is none, or nobody knows
 * @param connections of whoever sent the operations
 * @param durability what the server said of itself beside this; empty where no money moved
 * @param verdict of the audit afterwards; empty where no money moved
 */
record Measurement(
    Series series,
    int round,
    Load load,
    OptionalInt eventLoops,
    long journalRows,
    int connections,
    Measured measured,
    Usage usage,
    Optional<String> durability,
    Optional<Verdict> verdict) {
  private static final Map<String, Double> PERCENTILES =
      Map.of("p50", 50.0, "p90", 90.0, "p99", 99.0, "p99.9", 99.9, "p99.99", 99.99);

  boolean passed() {
    return failures().isEmpty();
  }

  List<String> failures() {
    List<String> failures = new ArrayList<>();
    if (measured.unexpected() > 0) {
      failures.add("%,d not answered as they should be".formatted(measured.unexpected()));
    }
    if (measured.unanswered() > 0) {
      failures.add("%,d not answered at all".formatted(measured.unanswered()));
    }
    if (series.openPercent() > 0 && measured.refused() > 0) {
      failures.add("%,d refused below the ceiling".formatted(measured.refused()));
    }
    failures.addAll(measured.failures());
    if (measured.achieved() == 0) {
      failures.add("nothing was done");
    }
    verdict.ifPresent(audit -> failures.addAll(audit.faults()));
    return failures;
  }

  /** Operations a second. */
  double operationsPerSecond() {
    return measured.perSecond() * load.mix().operations();
  }

  String line() {
    Histogram latency = measured.latency();
    return String.format(
        Locale.ROOT,
        "round %d  %-52s %,10.0f/s  p50 %.2f  p99 %.2f  p99.9 %.2f ms%s%s%n"
            + "         cpu us an operation %s, bytes %s%n         audit %s%s",
        round,
        series,
        operationsPerSecond(),
        millis(latency, 50),
        millis(latency, 99),
        millis(latency, 99.9),
        measured.refused() > 0 ? "  refused %,d".formatted(measured.refused()) : "",
        measured.unfit().map(why -> "  UNFIT: " + why).orElse(""),
        rounded(anOperation(usage.cpuMicros()), 1),
        rounded(anOperation(usage.allocatedBytes()), 0),
        verdict.map(Verdict::toString).orElse("none: no money moved"),
        passed() ? "" : "\n         FAILED: " + String.join("\n         ", failures()));
  }

  /**
   * As it stands in {@code run.json}.
   *
   * @param histogram name of the file with its latencies; null if there is none
   */
  JsonObject toJson(String histogram) {
    Pace pace = load.pace();
    double seconds = measured.windowNanos() / 1e9;
    JsonObject units = new JsonObject();
    for (Outcome outcome : Outcome.values()) {
      units.put(
          outcome.name().toLowerCase(Locale.ROOT), measured.outcomes().getOrDefault(outcome, 0L));
    }
    JsonObject statuses = new JsonObject();
    measured.statuses().forEach((status, count) -> statuses.put(status.toString(), count));
    return new JsonObject()
        .put("series", series.toString())
        .put("round", round)
        .put("subject", series.subject())
        .put("mix", series.mix())
        .put("requests_per_unit", Math.max(1, load.mix().steps().size()))
        .put("operations_per_unit", load.mix().operations())
        .put("wallets", series.wallets())
        .put("skew", series.skew().text())
        .put("journal_rows", journalRows < 0 ? null : journalRows)
        .put("event_loops", eventLoops.isPresent() ? eventLoops.getAsInt() : null)
        .put("loop", series.isOpen() ? "open" : "closed")
        .put("connections", connections)
        .put("offered_per_second", pace instanceof Pace.Open open ? open.perSecond() : null)
        .put("ceiling_share", series.openPercent() > 0 ? series.openPercent() / 100.0 : null)
        .put("started_at", Instant.ofEpochMilli(measured.startedMillis()).toString())
        .put("warmup_seconds", load.warmUpMillis() / 1e3)
        .put("seconds", seconds)
        .put("achieved_per_second", measured.perSecond())
        .put("operations_per_second", operationsPerSecond())
        .put("units", units.put("unanswered", measured.unanswered()))
        .put("statuses", statuses)
        .put("latency_micros", latency(measured.latency()))
        .put("histogram", histogram)
        .put("driver_lag_micros", measured.lag().map(Measurement::latency).orElse(null))
        .put("fit", measured.unfit().isEmpty())
        .put("unfit_because", measured.unfit().orElse(null))
        .put("cpu_micros_per_operation", json(anOperation(usage.cpuMicros())))
        .put("subject_cpu_micros_per_operation", json(anOperation(usage.threadCpuMicros())))
        .put("allocated_bytes_per_operation", json(anOperation(usage.allocatedBytes())))
        .put("durability", durability.orElse(null))
        .put("audit", verdict.map(Measurement::audit).orElse(null))
        .put("passed", passed())
        .put("failures", new JsonArray(failures()));
  }

  /** Allocated on the subject's event loops for an operation; not a number if that is unknown. */
  double bytesOnEventLoops() {
    return anOperation(usage.allocatedBytes()).getOrDefault("event_loops", Double.NaN);
  }

  /** Processor time of everything on the machine for an operation. */
  double cpuMicrosOfMachine() {
    return anOperation(usage.cpuMicros()).getOrDefault("machine", Double.NaN);
  }

  private Map<String, Double> anOperation(Map<String, Double> used) {
    if (measured.achieved() == 0) {
      return Map.of();
    }
    double operations = (double) measured.achieved() * load.mix().operations();
    Map<String, Double> each = new TreeMap<>();
    used.forEach((who, much) -> each.put(who, much / operations));
    return each;
  }

  private static JsonObject audit(Verdict verdict) {
    return new JsonObject().put("passed", verdict.passed()).put("text", verdict.toString());
  }

  private static JsonObject json(Map<String, Double> values) {
    if (values.isEmpty()) {
      return null;
    }
    JsonObject json = new JsonObject();
    values.forEach(json::put);
    return json;
  }

  private static JsonObject latency(Histogram histogram) {
    JsonObject json =
        new JsonObject()
            .put("count", histogram.getTotalCount())
            .put("mean", histogram.getMean() / 1e3);
    for (String name : List.of("p50", "p90", "p99", "p99.9", "p99.99")) {
      json.put(name, histogram.getValueAtPercentile(PERCENTILES.get(name)) / 1e3);
    }
    return json.put("max", histogram.getMaxValue() / 1e3);
  }

  private static double millis(Histogram latency, double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e6;
  }

  private static String rounded(Map<String, Double> values, int digits) {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append(String.format(Locale.ROOT, " %,." + digits + "f", value)));
    return text.isEmpty() ? "unknown" : text.toString();
  }
}
