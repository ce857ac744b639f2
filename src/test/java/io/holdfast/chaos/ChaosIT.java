package io.holdfast.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A minute of everything at once. */
final class ChaosIT {
  @Test
  void nothingIsLostAndNothingIsDoubledWhateverDies() throws Exception {
    int seconds = Integer.getInteger("holdfast.chaos.seconds", 60);
    long seed = Long.getLong("holdfast.chaos.seed", 20_261_124);
    assertThat(new ChaosRun(seconds, seed, System.out).run()).as("seed " + seed).isTrue();
  }
}
