package io.holdfast.benchmarks.report;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** One measurement of a run, as it stands in {@code run.json}. */
record Measurement(JsonObject raw) {
  String series() {
    return raw.getString("series");
  }

  int round() {
    return raw.getInteger("round");
  }

  boolean passed() {
    return raw.getBoolean("passed");
  }

  /** Whether its latencies count. */
  boolean fit() {
    return raw.getBoolean("fit", true);
  }

  /** File of its histogram, in the run's folder. */
  Optional<String> histogram() {
    return Optional.ofNullable(raw.getString("histogram"));
  }

  /**
   * A number.
   *
   * @param measure its name, or that of a group and, behind a dot, the name in the group: {@code
   *     latency_micros.p99.9}
   */
  Optional<Double> number(String measure) {
    String[] parts = measure.split("\\.", 2);
    Object value = raw.getValue(parts[0]);
    if (parts.length == 2) {
      value = value instanceof JsonObject group ? group.getValue(parts[1]) : null;
    }
    return value instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
  }

  /** A text, or nothing; of a group as {@link #number}. */
  Optional<String> text(String measure) {
    String[] parts = measure.split("\\.", 2);
    Object value = raw.getValue(parts[0]);
    if (parts.length == 2) {
      value = value instanceof JsonObject group ? group.getValue(parts[1]) : null;
    }
    return Optional.ofNullable(value).map(Object::toString);
  }
}
