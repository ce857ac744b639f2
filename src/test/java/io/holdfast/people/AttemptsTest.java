package io.holdfast.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private long nowNanos = 1;
  private final Attempts attempts = new Attempts(() -> nowNanos);

  @Test
  void anEmailHasTenAtOnceAndThenTwoAMinute() {
    for (int i = 0; i < 10; i++) {
      assertThat(attempts.atEmail("ada@example.com")).isZero();
    }
    assertThat(attempts.atEmail("ada@example.com")).isEqualTo(30_000_000_000L);
    assertThat(attempts.atEmail("bob@example.com")).isZero();
    nowNanos += 30_000_000_000L;
    assertThat(attempts.atEmail("ada@example.com")).isZero();
    assertThat(attempts.atEmail("ada@example.com")).isPositive();
  }

  @Test
  void whatSucceedsDoesNotCount() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(attempts.atEmail("ada@example.com")).isZero();
      assertThat(attempts.atBusinesses("ada@example.com", List.of(7))).isZero();
      attempts.succeeded("ada@example.com", List.of(7));
    }
  }

  @Test
  void aBusinessHasAHundredAtOnceWhateverTheEmails() {
    for (int i = 0; i < 100; i++) {
      assertThat(attempts.atBusinesses("guess-" + i, List.of(7))).isZero();
    }
    assertThat(attempts.atBusinesses("guess", List.of(7))).isPositive();
    assertThat(attempts.atBusinesses("guess", List.of(8))).isZero();
    assertThat(attempts.atBusinesses("guess", List.of(8, 7))).isPositive();
    nowNanos += 1_000_000_000L;
    assertThat(attempts.atBusinesses("guess", List.of(7))).isZero();
  }

  @Test
  void unknownEmailsAreLimitedAsThoseOfABusinessAre() {
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      refused += attempts.atBusinesses("unknown-" + i, List.of()) > 0 ? 1 : 0;
    }
    assertThat(refused).isEqualTo(10_000 - 16 * 100);
  }

  @Test
  void provingWhoOneIsIsLimitedToo() {
    UUID member = UUID.randomUUID();
    for (int i = 0; i < 10; i++) {
      assertThat(attempts.byMember(member)).isZero();
    }
    assertThat(attempts.byMember(member)).isPositive();
    attempts.succeeded(member);
    assertThat(attempts.byMember(member)).isZero();
  }
}
