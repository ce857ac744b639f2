package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which callers of a batch are given up, and when. */
final class BatchPatienceTest {
  /** Readings of the clock start anywhere, and overflow. */
  private static final long START = Long.MAX_VALUE - 10;

  private final BatchPatience patience = new BatchPatience(START, START);

  @Test
  void whoSendsNothingIsGivenUpAfterTenSeconds() {
    assertThat(patience.isOver(true, false, at(10_000))).isFalse();
    assertThat(patience.isOver(true, false, at(10_001))).isTrue();
  }

  @Test
  void whoIsNotWaitedForMayBeSilent() {
    assertThat(patience.isOver(false, true, at(60_000))).isFalse();
  }

  @Test
  void whoeverIsHeardIsWaitedForAnew() {
    patience.heard(at(9_000));
    assertThat(patience.isOver(true, false, at(19_000))).isFalse();
    assertThat(patience.isOver(true, false, at(19_001))).isTrue();
  }

  @Test
  void whileTheServiceStopsASecondOfSilenceIsEnough() {
    assertThat(patience.isOver(true, true, at(1_000))).isFalse();
    assertThat(patience.isOver(true, true, at(1_001))).isTrue();
  }

  @Test
  void whoTakesNothingIsGivenUpAfterTenSeconds() {
    patience.blocked(at(5_000));
    assertThat(patience.isOver(false, false, at(15_000))).isFalse();
    assertThat(patience.isOver(false, false, at(15_001))).isTrue();
    patience.unblocked();
    assertThat(patience.isOver(false, false, at(15_001))).isFalse();
  }

  @Test
  void nobodyTakesLongerThanFiveMinutes() {
    patience.heard(at(299_999));
    assertThat(patience.isOver(false, false, at(300_000))).isFalse();
    assertThat(patience.isOver(false, false, at(300_001))).isTrue();
  }

  private static long at(long millis) {
    return START + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
