package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.load.Mixes;
import io.holdfast.benchmarks.load.Skew;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What the service is to reach, and how far it got. */
final class Goals {
  private static final int WALLETS = 10_000;
  private static final int MANY_WALLETS = 1_000_000;

  static final Series DEBITS = holdfast(Mixes.DEBIT, WALLETS, Skew.UNIFORM);
  private static final Series HALF = DEBITS.open(50);

  private static final List<Goal> ALL =
      List.of(
          ratio("debits / plain JSON exchange", DEBITS, debits(JsonSubject.NAME), 0.30),
          ratio("debits / row service over HTTP", DEBITS, debits(RowSubject.ONE_STATEMENT), 5),
          ratio("debits / pgbench", DEBITS, debits(PgbenchSubject.NAME), 2.5),
          ratio(
              "one hot wallet / 10,000 wallets",
              holdfast(Mixes.DEBIT, WALLETS, Skew.ONE),
              DEBITS,
              0.9),
          ratio(
              "1,000,000 wallets / 10,000 wallets",
              holdfast(Mixes.DEBIT, MANY_WALLETS, Skew.UNIFORM),
              DEBITS,
              0.8),
          ratio(
              "authorize and capture / debits",
              holdfast(Mixes.AUTHORIZE_CAPTURE, WALLETS, Skew.UNIFORM),
              DEBITS,
              0.45),
          ratio(
              "batches / pgbench",
              holdfast(Mixes.BATCHES, WALLETS, Skew.UNIFORM),
              debits(PgbenchSubject.NAME),
              6),
          atMost("p99 in microseconds at half of the ceiling", HALF, 99, 5_000),
          atMost("p99.9 in microseconds at half of the ceiling", HALF, 99.9, 20_000));

  private Goals() {}

  /**
   * One of them.
   *
   * @param to null where {@code of} is measured in its own unit
   * @param percentile of the latency; 0: operations a second
   * @param limit the least, for operations a second; the most, for a latency
   */
  private record Goal(String name, Series of, Series to, double percentile, double limit) {
    boolean met(double value) {
      return percentile > 0 ? value <= limit : value >= limit;
    }

    double value(Measurement measurement) {
      return percentile > 0
          ? measurement.measured().latency().getValueAtPercentile(percentile) / 1e3
          : measurement.operationsPerSecond();
    }

    String measure() {
      return percentile > 0
          ? "latency_micros.p" + (percentile == 99 ? "99" : "99.9")
          : "operations_per_second";
    }
  }

  private static Series holdfast(String mix, int wallets, Skew skew) {
    return Series.closed(ServiceSubject.NAME, mix, wallets, skew);
  }

  private static Series debits(String subject) {
    return Series.closed(subject, Mixes.DEBIT, WALLETS, Skew.UNIFORM);
  }

  private static Goal ratio(String name, Series of, Series to, double atLeast) {
    return new Goal(name, of, to, 0, atLeast);
  }

  private static Goal atMost(String name, Series of, double percentile, double micros) {
    return new Goal(name, of, null, percentile, micros);
  }

  /** Debits a second in the closed loop: the median so far. */
  static OptionalDouble ceiling(List<Measurement> measurements) {
    List<Double> rounds =
        measurements.stream()
            .filter(one -> one.series().equals(DEBITS))
            .map(Measurement::operationsPerSecond)
            .toList();
    return rounds.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Spread.of(rounds).median());
  }

  /** Those for which there is something measured. */
  static JsonArray toJson(List<Measurement> measurements) {
    JsonArray goals = new JsonArray();
    for (Goal goal : ALL) {
      List<Double> rounds = rounds(goal, measurements);
      if (rounds.isEmpty()) {
        continue;
      }
      Spread spread = Spread.of(rounds);
      goals.add(
          new JsonObject()
              .put("name", goal.name())
              .put("of", goal.of().toString())
              .put("to", goal.to() == null ? null : goal.to().toString())
              .put("measure", goal.measure())
              .put("at_least", goal.percentile() > 0 ? null : goal.limit())
              .put("at_most", goal.percentile() > 0 ? goal.limit() : null)
              .put("median", spread.median())
              .put("low", spread.low())
              .put("high", spread.high())
              .put("rounds", new JsonArray(rounds))
              .put("met", goal.met(spread.median())));
    }
    return goals;
  }

  static void print(List<Measurement> measurements, PrintStream out) {
    for (Goal goal : ALL) {
      List<Double> rounds = rounds(goal, measurements);
      if (!rounds.isEmpty()) {
        Spread spread = Spread.of(rounds);
        out.printf(
            Locale.ROOT,
            "%-46s %s  %s %,.2f  %s%n",
            goal.name(),
            spread.text("%,.2f"),
            goal.percentile() > 0 ? "at most" : "at least",
            goal.limit(),
            goal.met(spread.median()) ? "met" : "NOT MET");
      }
    }
  }

  /** What each round gave: what was measured side by side is compared. */
  private static List<Double> rounds(Goal goal, List<Measurement> measurements) {
    List<Double> rounds = new ArrayList<>();
    for (Measurement of : measurements) {
      if (!of.series().equals(goal.of())) {
        continue;
      }
      if (goal.to() == null) {
        rounds.add(goal.value(of));
      }
      measurements.stream()
          .filter(to -> to.series().equals(goal.to()) && to.round() == of.round())
          .findFirst()
          .ifPresent(to -> rounds.add(goal.value(of) / goal.value(to)));
    }
    return rounds;
  }
}
