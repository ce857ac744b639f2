package io.holdfast.benchmarks.http;

import io.holdfast.benchmarks.book.Verdict;
import io.holdfast.benchmarks.load.Measured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * One subject, measured once.
 *
 * @param wallets that the debits were spread over
 * @param cpu used from the first request to the last answer, warm-up included
 * @param durability what the server said of itself beside this figure
 * @param verdict of the audit afterwards; empty where no money moved
 */
record Figure(
    String subject,
    int wallets,
    int round,
    Measured measured,
    Cpu cpu,
    String durability,
    Optional<Verdict> verdict) {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

  boolean passed() {
    return measured.failures().isEmpty() && verdict.map(Verdict::passed).orElse(true);
  }

  double perSecond() {
    return measured.perSecond();
  }

  double millisAt(double percentile) {
    return measured.latency().getValueAtPercentile(percentile) / 1e6;
  }

  /** Microseconds of processor time an answer, by whom; printed as "driver + subject + others". */
  String cpuAnAnswer() {
    double answers = Math.max(1, measured.succeededInAll());
    return String.format(
        Locale.ROOT,
        "%.1f + %.1f + %.1f",
        cpu.driver() / answers,
        cpu.subject() / answers,
        cpu.others() / answers);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "round %d  %-9s %,7d wallet%s %,10.0f/s  p50 %.2f  p99 %.2f  p99.9 %.2f ms  cpu %s us%n"
            + "         %s%n         audit %s%s",
        round,
        subject,
        wallets,
        wallets == 1 ? " " : "s",
        perSecond(),
        millisAt(50),
        millisAt(99),
        millisAt(99.9),
        cpuAnAnswer(),
        durability,
        verdict.map(Verdict::toString).orElse("none: no money moved"),
        measured.failures().isEmpty()
            ? ""
            : "\n         FAILED: "
                + measured.answered()
                + " "
                + String.join("\n         ", measured.failures()));
  }

  JsonObject toJson() {
    JsonObject latency = new JsonObject();
    for (double percentile : PERCENTILES) {
      latency.put("p" + percentile, millisAt(percentile));
    }
    JsonObject statuses = new JsonObject();
    measured.answered().forEach((status, count) -> statuses.put(status.toString(), count));
    return new JsonObject()
        .put("subject", subject)
        .put("wallets", wallets)
        .put("round", round)
        .put("per_second", perSecond())
        .put("latency_millis", latency)
        .put("answered", statuses)
        .put("succeeded_with_warm_up", measured.succeededInAll())
        .put("failures", new JsonArray(measured.failures()))
        .put("cpu_micros_driver", cpu.driver())
        .put("cpu_micros_subject", cpu.subject())
        .put("cpu_micros_others", cpu.others())
        .put("durability", durability)
        .put("audit", verdict.map(Verdict::toString).orElse("none"))
        .put("passed", passed());
  }
}
