package io.holdfast.benchmarks.http;

import io.holdfast.benchmarks.load.ClosedLoop;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.load.Target;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Finds out how many connections a baseline does best with. */
final class PoolTrials {
  /** In all 108 connections, which the server has beside those of the other subjects. */
  static final List<Integer> SIZES = List.of(4, 8, 16, 32, 48);

  private static final long WARM_UP_MILLIS = 1_000;
  private static final long TRIAL_MILLIS = 1_500;

  private PoolTrials() {}

  /**
   * What was seen.
   *
   * @param perSecond by number of connections
   */
  record Outcome(int wallets, Map<Integer, Double> perSecond) {
    int best() {
      return perSecond.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElseThrow();
    }

    String text(String subject) {
      StringBuilder text =
          new StringBuilder("%s, %,d wallet(s), connections:".formatted(subject, wallets));
      perSecond.forEach((size, rate) -> text.append(" %d gave %,.0f/s,".formatted(size, rate)));
      return text.append(" taken: ").append(best()).toString();
    }
  }

  /**
   * Tries every size.
   *
   * @param port of a baseline that has pools of all these sizes
   */
  static Outcome run(int port, Settings settings, List<UUID> wallets)
      throws InterruptedException, IOException {
    // Unmeasured: else the size that is tried last would win for being compiled by then.
    trial(port, settings, wallets, SIZES.get(SIZES.size() / 2), settings.warmUpSeconds() * 1_000L);
    Map<Integer, Double> perSecond = new TreeMap<>();
    for (int size : SIZES) {
      perSecond.put(size, trial(port, settings, wallets, size, WARM_UP_MILLIS));
    }
    return new Outcome(wallets.size(), perSecond);
  }

  private static double trial(
      int port, Settings settings, List<UUID> wallets, int size, long warmUpMillis)
      throws InterruptedException, IOException {
    Load load =
        new Load(
            settings.connections(),
            settings.threads(),
            warmUpMillis,
            TRIAL_MILLIS,
            Settings.AMOUNT,
            wallets);
    Target target = RowSubject.target(port, size);
    Measured trial = ClosedLoop.run(target, load);
    if (!trial.failures().isEmpty()) {
      throw new IOException("trial of " + target.path() + ": " + trial.failures());
    }
    return trial.perSecond();
  }
}
