package io.holdfast.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.load.Mixes;
import io.holdfast.benchmarks.load.Skew;
import io.holdfast.wallet.Ids;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What is said of two builds. */
class BuildRatiosTest {
  private static final int BASE_RATE = 1_000;
  private static final Series HERE = Series.closed("holdfast", Mixes.DEBIT, 10_000, Skew.UNIFORM);

  @Test
  void aSetUpCountsOnceHoweverManyWindowsItHas() {
    List<Measurement> all = setUps(900, 1_100);

    assertThat(BuildRatios.ofSetUps(Measurement::operationsPerSecond, all))
        .hasSize(2)
        .satisfies(ratios -> assertThat(ratios.get(0)).isCloseTo(0.9, within(1e-9)))
        .satisfies(ratios -> assertThat(ratios.get(1)).isCloseTo(1.1, within(1e-9)));
  }

  /** Windows that agree among themselves say nothing of what another set-up would give. */
  @Test
  void whatStaysWithASetUpIsSeenInTheInterval() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BuildRatios.print(
        setUps(900, 1_100, 900, 1_100), 1, new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("operations a second +0\\.995 \\(0\\.900 to 1\\.100\\), 4 set-ups of 4");
  }

  @Test
  void aRunOfOneBuildHasNoRatio() {
    List<Measurement> alone = List.of(measurement(HERE, 1, BASE_RATE));

    assertThat(BuildRatios.ofSetUps(Measurement::operationsPerSecond, alone)).isEmpty();
  }

  private static List<Measurement> setUps(int... rates) {
    List<Measurement> all = new ArrayList<>();
    int round = 1;
    for (int rate : rates) {
      for (int window = 0; window < BuildsInTurn.WINDOWS; window++) {
        all.add(measurement(HERE, round, rate));
        all.add(measurement(HERE.variant(BuildsInTurn.BASE), round, BASE_RATE));
        round++;
      }
    }
    return all;
  }

  private static Measurement measurement(Series series, int round, long achieved) {
    Histogram latency = new Histogram(60_000_000_000L, 3);
    latency.recordValueWithCount(1_000_000, achieved);
    Load load = Options.parse(List.of("--base=HEAD")).load(List.of(Ids.wallet(0, 1)), 0, 1_000);
    return new Measurement(
        series,
        round,
        load,
        OptionalInt.of(2),
        0,
        256,
        Measured.elsewhere(1_000_000_000, 0, achieved, 0, List.of(latency)),
        new Usage(Map.of(), Map.of(), Map.of()),
        Optional.empty(),
        Optional.empty());
  }
}
