package io.holdfast.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.metrics.MeterReading;
import io.holdfast.metrics.Metrics;
import io.holdfast.metrics.Metrics.Outcome;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Refusal;
import io.holdfast.vitals.Traffic.Outcomes;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On the meters as they are, not on a copy of what they would say. */
class TrafficTest {
  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void whatHappenedBetweenTwoReadingsIsCountedByHowItEnded() {
    debit(Outcome.APPLIED, null);
    debit(Outcome.REFUSED, Refusal.INSUFFICIENT_FUNDS);
    MeterReading before = read();
    debit(Outcome.APPLIED, null);
    debit(Outcome.APPLIED, null);
    debit(Outcome.REFUSED, Refusal.INSUFFICIENT_FUNDS);
    debit(Outcome.REFUSED, Refusal.WALLET_FROZEN);
    debit(Outcome.REFUSED, Refusal.NOT_FOUND);
    debit(Outcome.KEY_CONFLICT, null);
    debit(Outcome.REPLAYED, null);
    debit(Outcome.FAILED, null);
    metrics.decision(OperationKind.DEPOSIT, Outcome.APPLIED, null);
    Traffic traffic = Traffic.between(before, read());
    assertThat(traffic.outcomes())
        .isEqualTo(
            Map.of(
                OperationKind.DEBIT, new Outcomes(2, 2, 2, 1, 1),
                OperationKind.DEPOSIT, new Outcomes(1, 0, 0, 0, 0)));
    assertThat(traffic.declines())
        .isEqualTo(Map.of(Refusal.INSUFFICIENT_FUNDS, 1L, Refusal.WALLET_FROZEN, 1L));
  }

  @Test
  void nothingHappenedIsNothing() {
    debit(Outcome.APPLIED, null);
    Traffic traffic = Traffic.between(read(), read());
    assertThat(traffic.outcomes()).isEmpty();
    assertThat(traffic.declines()).isEmpty();
    assertThat(traffic.requests().total()).isZero();
    assertThat(traffic.commits().quantile(990)).isEmpty();
  }

  @Test
  void timesAreThoseOfTheIntervalAndOfTheRoutesAskedFor() {
    metrics.route("createDebit").record(201, 9_000_000);
    metrics.recordCommit(90_000_000, 500);
    MeterReading before = read();
    metrics.route("createDebit").record(201, 1_500_000);
    metrics.route("createCredit").record(201, 1_500_000);
    metrics.route("getWallet").record(200, 90_000_000);
    metrics.recordGate(300_000);
    metrics.recordCommit(2_000_000, 17);
    Traffic traffic = Traffic.between(before, read());
    assertThat(traffic.requests().total()).isEqualTo(2);
    assertThat(traffic.requests().quantile(990).orElseThrow()).isBetween(1_000_001L, 2_000_000L);
    assertThat(traffic.gate().quantile(500).orElseThrow()).isBetween(250_001L, 500_000L);
    assertThat(traffic.commits().total()).isEqualTo(1);
    assertThat(traffic.committed()).isEqualTo(17);
  }

  @Test
  void queuesOfAllEventLoopsAreOneEach() {
    metrics.queueDepth("gate", 0, () -> 2);
    metrics.queueDepth("gate", 1, () -> 3);
    metrics.queueDepth("ledger", 2, () -> 7);
    metrics.inFlight(0, () -> 4);
    metrics.inFlight(1, () -> 5);
    metrics.connectionsOpen(() -> 64);
    metrics.quarantined(() -> 1);
    MeterReading reading = read();
    assertThat(reading.queues()).isEqualTo(Map.of("gate", 5L, "ledger", 7L));
    assertThat(reading.inFlight()).isEqualTo(9);
    assertThat(reading.connections()).isEqualTo(64);
    assertThat(reading.quarantined()).isEqualTo(1);
  }

  private void debit(Outcome outcome, Refusal reason) {
    metrics.decision(OperationKind.DEBIT, outcome, reason);
  }

  private MeterReading read() {
    return metrics.read(route -> !route.equals("getWallet"));
  }
}
