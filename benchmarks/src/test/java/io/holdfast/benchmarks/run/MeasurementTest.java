package io.holdfast.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.benchmarks.book.Claims;
import io.holdfast.benchmarks.book.Verdict;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.load.Mixes;
import io.holdfast.benchmarks.load.Outcome;
import io.holdfast.benchmarks.load.Skew;
import io.holdfast.wallet.Ids;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts, and what is written down. */
class MeasurementTest {
  private static final UUID WALLET = Ids.wallet(0, 1);
  private static final Options OPTIONS = Options.parse(List.of("--seconds=1 --rounds=1", ""));

  @Test
  void aFailedAuditFailsTheRun(@TempDir Path parent) throws IOException {
    RunFolder folder = RunFolder.create(parent, OPTIONS);
    folder.add(measurement("holdfast", 1_000, new Verdict("one wallet", List.of("a cent short"))));
    folder.write(true);

    assertThat(folder.passed()).isFalse();
    JsonObject run = read(folder);
    assertThat(run.getBoolean("passed")).isFalse();
    assertThat(run.getJsonArray("failures").getString(0)).contains("a cent short");
  }

  @Test
  void aRunThatWasBrokenOffHasNotPassed(@TempDir Path parent) throws IOException {
    RunFolder folder = RunFolder.create(parent, OPTIONS);
    folder.add(measurement("holdfast", 1_000, new Verdict("one wallet", List.of())));

    assertThat(read(folder).getBoolean("passed")).isFalse();
    folder.write(true);
    assertThat(read(folder).getBoolean("passed")).isTrue();
  }

  @Test
  void ratiosAreTakenWithinARound(@TempDir Path parent) throws IOException {
    RunFolder folder = RunFolder.create(parent, OPTIONS);
    folder.add(measurement("json", 4_000, new Verdict("", List.of())));
    folder.add(measurement("holdfast", 1_000, new Verdict("", List.of())));
    folder.write(true);

    JsonObject target = read(folder).getJsonArray("targets").getJsonObject(0);
    assertThat(target.getString("of")).isEqualTo("holdfast/debit/10000/uniform/closed");
    assertThat(target.getString("to")).isEqualTo("json/debit/10000/uniform/closed");
    assertThat(target.getDouble("median")).isEqualTo(0.25);
    assertThat(target.getBoolean("met")).isFalse();
  }

  @Test
  void theLogHasEveryLatency(@TempDir Path parent) throws IOException {
    RunFolder folder = RunFolder.create(parent, OPTIONS);
    folder.add(measurement("holdfast", 1_000, new Verdict("", List.of())));
    String name = read(folder).getJsonArray("measurements").getJsonObject(0).getString("histogram");

    try (HistogramLogReader log = new HistogramLogReader(folder.path().resolve(name).toFile())) {
      Histogram second = (Histogram) log.nextIntervalHistogram();
      assertThat(second.getTotalCount()).isEqualTo(1_000);
      assertThat(second.getTag()).isNull();
      assertThat(second.getMaxValue() / 1e6).isBetween(0.9, 1.1);
    }
  }

  /**
   * Their latencies are of what was let in: there is to be no such choice where a figure counts.
   */
  @Test
  void whatIsRefusedBelowTheCeilingFailsTheSuite() {
    Measured some =
        new Measured(
            1_000_000_000,
            0,
            1_000,
            Map.of(Outcome.SUCCEEDED, 1_000L, Outcome.REFUSED, 1L),
            0,
            0,
            0,
            Map.of(),
            List.of(new Histogram(60_000_000_000L, 3)),
            Map.of(),
            Optional.empty(),
            List.of(),
            List.of());
    Series closed = Series.closed("holdfast", Mixes.DEBIT, 10_000, Skew.UNIFORM);

    assertThat(measurement(closed.open(50), some, new Verdict("", List.of())).passed()).isFalse();
    assertThat(measurement(closed.open(Series.OPEN), some, new Verdict("", List.of())).passed())
        .isTrue();
  }

  @Test
  void aBookThatDiffersFromTheAnswersIsAtFault() {
    Claims claims = new Claims(List.of(WALLET), 100);
    claims.add(List.of(-7L));

    assertThat(claims.faults(Map.of(1L, 93L))).isEmpty();
    assertThat(claims.faults(Map.of(1L, 86L))).hasSize(2);
    assertThat(claims.faults(Map.of())).isNotEmpty();
  }

  private static JsonObject read(RunFolder folder) throws IOException {
    return new JsonObject(Files.readString(folder.path().resolve("run.json")));
  }

  private static Measurement measurement(String subject, long achieved, Verdict verdict) {
    Histogram latency = new Histogram(60_000_000_000L, 3);
    latency.recordValueWithCount(1_000_000, achieved);
    return measurement(
        Series.closed(subject, Mixes.DEBIT, 10_000, Skew.UNIFORM),
        Measured.elsewhere(1_000_000_000, 0, achieved, 0, List.of(latency)),
        verdict);
  }

  private static Measurement measurement(Series series, Measured measured, Verdict verdict) {
    Load load = OPTIONS.load(List.of(WALLET), 0, 1_000);
    return new Measurement(
        series,
        1,
        load,
        OptionalInt.of(2),
        0,
        64,
        measured,
        new Usage(Map.of("driver", 5.0), Map.of(), Map.of()),
        Optional.of("fsync=on"),
        Optional.of(verdict));
  }
}
