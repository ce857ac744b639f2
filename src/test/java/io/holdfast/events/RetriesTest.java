package io.holdfast.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.events.Retries.Outcome;
import io.holdfast.events.Retries.Verdict;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attempt means for its delivery. */
class RetriesTest {
  private final Retries usual = Retries.USUAL;

  private static Attempt answered(int status) {
    return new Attempt(status, null, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void a2xxIsASuccess(int status) {
    assertThat(usual.judge(answered(status), 1, 0.5).outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 300, 301, 302, 307, 308, 400, 401, 404, 429, 500, 502, 503, 599})
  void anythingElseIsTriedAgain(int status) {
    assertThat(usual.judge(answered(status), 19, 0.5).outcome()).isEqualTo(Outcome.AGAIN);
    assertThat(usual.judge(answered(status), 20, 0.5).outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void goneIsGone() {
    assertThat(usual.judge(answered(410), 1, 0.5).outcome()).isEqualTo(Outcome.GONE);
  }

  @Test
  void theTimeBetweenAttemptsGrowsAndAllOfThemTakeAlmostThreeDays() {
    long sum = 0;
    long last = 0;
    for (int number = 1; number < usual.attempts(); number++) {
      long delay = usual.judge(answered(500), number, 0.5).delayMillis();
      assertThat(delay).isGreaterThanOrEqualTo(last);
      last = delay;
      sum += delay;
    }
    assertThat(usual.judge(answered(500), 1, 0.5).delayMillis()).isEqualTo(5_000);
    assertThat(sum).isBetween(TimeUnit.HOURS.toMillis(66), TimeUnit.HOURS.toMillis(72));
  }

  @Test
  void chanceSpreadsThem() {
    assertThat(usual.judge(answered(500), 1, 0).delayMillis()).isEqualTo(4_000);
    assertThat(usual.judge(answered(500), 1, 1).delayMillis()).isEqualTo(6_000);
  }

  @Test
  void aReceiverThatAsksForTimeGetsItWithinADay() {
    Verdict asked = usual.judge(new Attempt(429, null, 60_000, 1), 1, 0.5);
    assertThat(asked.delayMillis()).isEqualTo(60_000);
    Verdict tooMuch = usual.judge(new Attempt(503, null, Long.MAX_VALUE, 1), 1, 0.5);
    assertThat(tooMuch.delayMillis()).isEqualTo(86_400_000);
    Verdict less = usual.judge(new Attempt(503, null, 1, 1), 2, 0.5);
    assertThat(less.delayMillis()).isEqualTo(15_000);
  }
}
