package io.holdfast.benchmarks.run;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Finds out how many connections to PostgreSQL something does best with. */
final class PoolTrials {
  static final long WARM_UP_MILLIS = 1_000;
  static final long TRIAL_MILLIS = 1_500;

  private PoolTrials() {}

  /** Runs with so many connections; returns operations a second. */
  interface Trial {
    double perSecond(int connections) throws IOException, InterruptedException;
  }

  /**
   * What was seen.
   *
   * @param perSecond by number of connections
   */
  record Outcome(Map<Integer, Double> perSecond) {
    int best() {
      return perSecond.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElseThrow();
    }

    String text(String what) {
      StringBuilder text = new StringBuilder(what + ", connections to PostgreSQL:");
      perSecond.forEach(
          (size, rate) -> text.append(String.format(Locale.ROOT, " %d gave %,.0f/s,", size, rate)));
      return text.append(" taken: ").append(best()).toString();
    }
  }

  /** Tries every size. */
  static Outcome run(List<Integer> sizes, Trial trial) throws InterruptedException, IOException {
    // Unmeasured: else the size that is tried last would win for being compiled by then.
    trial.perSecond(sizes.get(sizes.size() / 2));
    Map<Integer, Double> perSecond = new TreeMap<>();
    for (int size : sizes) {
      perSecond.put(size, trial.perSecond(size));
    }
    return new Outcome(perSecond);
  }
}
