package io.holdfast.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.benchmarks.load.Mixes;
import io.holdfast.benchmarks.load.Skew;
import org.junit.jupiter.api.Test;

/** What is measured, and on what. */
class SeriesTest {
  private static final Series DEBITS =
      Series.closed(ServiceSubject.NAME, Mixes.DEBIT, 10_000, Skew.UNIFORM);

  @Test
  void otherConnectionsAreAnotherSeriesOfTheSameSubject() {
    Series many = DEBITS.onConnections(512);
    assertThat(many.connections()).hasValue(512);
    assertThat(many.toString()).isEqualTo(DEBITS + "/connections-512");
    assertThat(many.subjectKey()).isEqualTo(DEBITS.subjectKey());
  }

  @Test
  void otherEventLoopsAreAnotherSubject() {
    Series oneLoop = DEBITS.variant(Suite.LOOPS + 1);
    assertThat(oneLoop.connections()).isEmpty();
    assertThat(oneLoop.subjectKey()).isNotEqualTo(DEBITS.subjectKey());
  }
}
