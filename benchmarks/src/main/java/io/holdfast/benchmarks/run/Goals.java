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
          atHalf("p99 in microseconds at half of the ceiling", Measure.P99, 5_000),
          atHalf("p99.9 in microseconds at half of the ceiling", Measure.P99_9, 20_000),
          new Goal(
              "allocated for a debit beyond the plain JSON exchange",
              DEBITS,
              debits(JsonSubject.NAME),
              Measure.BYTES_MORE,
              4_096));

  private Goals() {}

  /** What is looked at. */
  private enum Measure {
    RATE("operations_per_second", "at_least"),
    P99("latency_micros.p99", "at_most"),
    P99_9("latency_micros.p99.9", "at_most"),
    /** Of what the event loops allocate for an operation, what is more than for {@code to}. */
    BYTES_MORE("allocated_bytes.event_loops", "at_most");

    private final String text;
    private final String bound;

    Measure(String text, String bound) {
      this.text = text;
      this.bound = bound;
    }

    boolean isMet(double value, double limit) {
      return this == RATE ? value >= limit : value <= limit;
    }

    double value(Measurement of, Measurement to) {
      return switch (this) {
        case RATE -> of.operationsPerSecond() / to.operationsPerSecond();
        case P99 -> of.measured().latency().getValueAtPercentile(99) / 1e3;
        case P99_9 -> of.measured().latency().getValueAtPercentile(99.9) / 1e3;
        case BYTES_MORE -> of.bytesOnEventLoops() - to.bytesOnEventLoops();
      };
    }
  }

  /**
   * One of them.
   *
   * @param to what it is compared with, of the same round; itself where nothing is
   */
  private record Goal(String name, Series of, Series to, Measure measure, double limit) {
    boolean isRatio() {
      return measure == Measure.RATE;
    }

    boolean met(double value) {
      return measure.isMet(value, limit);
    }
  }

  private static Series holdfast(String mix, int wallets, Skew skew) {
    return Series.closed(ServiceSubject.NAME, mix, wallets, skew);
  }

  private static Series debits(String subject) {
    return Series.closed(subject, Mixes.DEBIT, WALLETS, Skew.UNIFORM);
  }

  private static Goal ratio(String name, Series of, Series to, double atLeast) {
    return new Goal(name, of, to, Measure.RATE, atLeast);
  }

  private static Goal atHalf(String name, Measure measure, double micros) {
    return new Goal(name, HALF, HALF, measure, micros);
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
              .put("to", goal.isRatio() ? goal.to().toString() : null)
              .put("measure", goal.measure().text)
              .put(goal.measure().bound, goal.limit())
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
            goal.isRatio() ? "at least" : "at most",
            goal.limit(),
            goal.met(spread.median()) ? "met" : "NOT MET");
      }
    }
  }

  /** What each round gave: what was measured side by side is compared. */
  private static List<Double> rounds(Goal goal, List<Measurement> measurements) {
    List<Double> rounds = new ArrayList<>();
    for (Measurement of : measurements) {
      if (of.series().equals(goal.of())) {
        measurements.stream()
            .filter(to -> to.series().equals(goal.to()) && to.round() == of.round())
            .findFirst()
            .map(to -> goal.measure().value(of, to))
            .filter(value -> !value.isNaN())
            .ifPresent(rounds::add);
      }
    }
    return rounds;
  }
}
