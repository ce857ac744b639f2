package io.holdfast.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who waits for company, and for how long. */
final class LingerTest {
  /** Readings of the clock start anywhere, and overflow. */
  private static final long START = Long.MAX_VALUE - 10;

  private static final long SOON = START + TimeUnit.MICROSECONDS.toNanos(300);
  private static final long LATER = START + TimeUnit.MILLISECONDS.toNanos(Linger.MILLIS);

  private final Linger linger = new Linger();

  @Test
  void theFirstIsSentAtOnce() {
    assertThat(linger.expectsMore(1, START)).isFalse();
  }

  @Test
  void whoComesOneAfterAnotherNeverWaits() {
    cameBack(1);
    assertThat(linger.expectsMore(1, SOON)).isFalse();
  }

  @Test
  void fewerThanTheLastTimeWaitForMore() {
    cameBack(5);
    assertThat(linger.expectsMore(4, SOON)).isTrue();
    assertThat(linger.expectsMore(5, SOON)).isFalse();
  }

  @Test
  void nobodyWaitsForLongerThanAMillisecond() {
    cameBack(5);
    assertThat(linger.expectsMore(1, LATER - 1)).isTrue();
    assertThat(linger.expectsMore(1, LATER)).isFalse();
  }

  @Test
  void enoughIsSentHoweverManyThereWere() {
    cameBack(500);
    assertThat(linger.expectsMore(15, SOON)).isTrue();
    assertThat(linger.expectsMore(16, SOON)).isFalse();
  }

  private void cameBack(int size) {
    linger.sent(size);
    linger.answered(START);
  }
}
