package io.holdfast.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Thousands of runs, each another order of events. {@code -Dholdfast.simulator.seeds=1000000} makes
 * it a million, {@code -Dholdfast.simulator.seed=n} runs one and prints what happened in it.
 */
class SimulatorTest {
  private static final long FIRST = 20_261_124_000L;
  private static final int SEEDS = Integer.getInteger("holdfast.simulator.seeds", 1_000);
  private static final long ONLY = Long.getLong("holdfast.simulator.seed", -1);
  private static final int LINES = 60;
  private static final int MISTAKEN_SEEDS = 300;

  @Test
  void whateverComesInWhateverOrderNothingIsLostOrDoubled() {
    long requests = 0;
    long last = ONLY >= 0 ? ONLY + 1 : FIRST + SEEDS;
    for (long seed = ONLY >= 0 ? ONLY : FIRST; seed < last; seed++) {
      requests += run(seed);
    }
    System.out.println("simulated " + requests + " requests");
    assertThat(requests).isPositive();
  }

  @Test
  void aSeedIsAlwaysTheSameRun() {
    Simulation first = new Simulation(FIRST);
    first.run();
    Simulation second = new Simulation(FIRST);
    second.run();
    assertThat(second.trace()).isEqualTo(first.trace()).hasSizeGreaterThan(100);
  }

  @Test
  void aGateThatLeavesNoMarkIsFoundOut() {
    assertThat(found(simulation -> simulation.redis.withoutMarks = true)).isPositive();
  }

  @Test
  void aLoadThatDoesNotNoticeThatItWasOvertakenIsFoundOut() {
    assertThat(found(simulation -> simulation.redis.withoutTickets = true)).isPositive();
  }

  @Test
  void aLedgerThatTakesAKeyTwiceIsFoundOut() {
    assertThat(found(simulation -> simulation.book.withoutKeys = true)).isPositive();
  }

  @Test
  void holdsThatNobodyReleasesAreFoundOut() {
    assertThat(found(simulation -> simulation.book.withoutExpiry = true)).isPositive();
  }

  /** In how many of a few runs a mistake shows. */
  private static int found(Consumer<Simulation> mistake) {
    int found = 0;
    for (long seed = FIRST; seed < FIRST + MISTAKEN_SEEDS; seed++) {
      Simulation simulation = new Simulation(seed);
      mistake.accept(simulation);
      try {
        simulation.run();
      } catch (AssertionError | RuntimeException shown) {
        found++;
      }
    }
    System.out.println("found in " + found + " of " + MISTAKEN_SEEDS);
    return found;
  }

  private static int run(long seed) {
    Simulation simulation = new Simulation(seed);
    try {
      simulation.run();
    } catch (AssertionError | RuntimeException failure) {
      if (seed == ONLY) {
        System.out.println(String.join("\n", simulation.trace()));
      }
      throw new AssertionError("seed " + seed + ": " + failure + "\n" + tail(simulation), failure);
    }
    if (seed == ONLY) {
      System.out.println(String.join("\n", simulation.trace()));
    }
    return simulation.requests();
  }

  private static String tail(Simulation simulation) {
    List<String> trace = simulation.trace();
    return String.join("\n", trace.subList(Math.max(0, trace.size() - LINES), trace.size()));
  }
}
