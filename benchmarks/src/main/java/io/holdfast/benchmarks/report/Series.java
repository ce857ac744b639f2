package io.holdfast.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The same measured in every round.
 *
 * @param rounds in order, at least one
 */
record Series(SeriesName name, List<Measurement> rounds) {
  Measurement first() {
    return rounds.get(0);
  }

  /** What the rounds gave; empty if one of them does not know. */
  Optional<Spread> spread(String measure) {
    List<Double> values = new ArrayList<>();
    for (Measurement round : rounds) {
      Optional<Double> value = round.number(measure);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(Spread.of(values));
  }

  /** Ratios within each round that both were measured in; empty if there is none. */
  Optional<Spread> ratio(Series to, String measure) {
    List<Double> ratios = new ArrayList<>();
    for (Measurement round : rounds) {
      for (Measurement other : to.rounds) {
        Optional<Double> of = round.number(measure);
        Optional<Double> by = other.number(measure);
        if (round.round() == other.round() && of.isPresent() && by.isPresent() && by.get() > 0) {
          ratios.add(of.get() / by.get());
        }
      }
    }
    return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
  }

  /** Whether the latencies of every round count. */
  boolean fit() {
    return rounds.stream().allMatch(Measurement::fit);
  }

  boolean passed() {
    return rounds.stream().allMatch(Measurement::passed);
  }
}
