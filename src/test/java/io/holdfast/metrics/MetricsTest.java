package io.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Refusal;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void everyNameIsShownAsListed() {
    try (Metrics metrics = new Metrics()) {
      metrics.route("createDebit").record(201, 1_500_000);
      metrics.recordGate(300_000);
      metrics.recordCommit(2_000_000, 17);
      metrics.queueDepth("ledger", 1, () -> 42);
      metrics.inFlight(1, () -> 7);
      metrics.decision(OperationKind.DEBIT, Metrics.Outcome.APPLIED, null);
      metrics.decision(OperationKind.DEBIT, Metrics.Outcome.REFUSED, Refusal.INSUFFICIENT_FUNDS);

      assertThat(metrics.scrape())
          .contains(MetricNames.HTTP_REQUESTS + "{route=\"createDebit\",status=\"201\"} 1.0")
          .contains(MetricNames.HTTP_REQUEST + "_bucket{route=\"createDebit\",le=\"0.002\"} 1")
          .contains(MetricNames.HTTP_REQUEST + "_count{route=\"createDebit\"} 1")
          .contains(MetricNames.GATE + "_count 1")
          .contains(MetricNames.COMMIT + "_sum 0.002")
          .contains(MetricNames.BATCH_OPERATIONS + "_bucket{le=\"20.0\"} 1")
          .contains(MetricNames.QUEUE_DEPTH + "{loop=\"1\",queue=\"ledger\"} 42.0")
          .contains(MetricNames.IN_FLIGHT + "{loop=\"1\"} 7.0")
          .contains(
              MetricNames.DECISIONS + "{operation=\"debit\",outcome=\"applied\",reason=\"\"} 1.0")
          .contains(
              MetricNames.DECISIONS
                  + "{operation=\"debit\",outcome=\"refused\",reason=\"insufficient_funds\"} 1.0");
    }
  }

  @Test
  void theSameRouteIsTheSameMeter() {
    try (Metrics metrics = new Metrics()) {
      metrics.route("getWallet").record(200, 1);
      metrics.route("getWallet").record(200, 1);
      assertThat(metrics.scrape())
          .contains(MetricNames.HTTP_REQUESTS + "{route=\"getWallet\",status=\"200\"} 2.0");
    }
  }
}
