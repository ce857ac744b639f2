package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aSecondsWorthIsTakenAtOnceAndThenOneEachInterval() {
    RateLimiter limiter = new RateLimiter(10);
    long now = Long.MAX_VALUE - SECOND / 2; // wraps around on the way
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.waitNanos(1, now)).isZero();
    }
    assertThat(limiter.waitNanos(1, now)).isEqualTo(SECOND / 10);
    assertThat(limiter.waitNanos(1, now + SECOND / 10)).isZero();
    assertThat(limiter.waitNanos(1, now + SECOND / 10)).isPositive();
    assertThat(limiter.waitNanos(1, now + 2 * SECOND)).isZero();
  }

  @Test
  void keysDoNotShareALimit() {
    RateLimiter limiter = new RateLimiter(1);
    assertThat(limiter.waitNanos(1, 0)).isZero();
    assertThat(limiter.waitNanos(1, 0)).isPositive();
    assertThat(limiter.waitNanos(2, 0)).isZero();
  }

  @Test
  void zeroIsNoLimit() {
    RateLimiter limiter = new RateLimiter(0);
    for (int i = 0; i < 1_000; i++) {
      assertThat(limiter.waitNanos(1, 0)).isZero();
    }
  }
}
