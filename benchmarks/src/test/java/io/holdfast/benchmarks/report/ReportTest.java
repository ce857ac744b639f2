package io.holdfast.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A report says what the raw files say. The stored run is made up: three rounds, short and small.
 */
class ReportTest {
  private static final Path STORED =
      Path.of("benchmarks", "src", "test", "resources", "run", "20261126-043000");

  @TempDir static Path folder;

  private static Run run;
  private static String page;
  private static String markdown;

  @BeforeAll
  static void write() throws IOException {
    run = Run.read(STORED);
    ReportCommand.write(STORED, folder);
    page = Files.readString(folder.resolve("index.html"));
    markdown = Files.readString(folder.resolve("report.md"));
  }

  @Test
  void everyTargetIsShownAsItWasMeasured() {
    assertThat(run.targets()).hasSize(8);
    for (Target target : run.targets()) {
      String verdict = target.met() ? "met" : "not met";
      assertThat(rowOf(page, target.name())).contains(target.text(), ">" + verdict + "<");
      assertThat(rowOf(markdown, target.name())).contains(target.text(), "| " + verdict + " |");
      for (double round : target.rounds()) {
        assertThat(rowOf(page, target.name())).contains(target.number(round));
      }
    }
    assertThat(page).contains(">not met<");
  }

  @Test
  void whatMissesItsBoundByLittleDoesNotReadLikeIt() {
    JsonObject raw =
        new JsonObject()
            .put("measure", "operations_per_second")
            .put("to", "another")
            .put("at_least", 0.45)
            .put("low", 0.38)
            .put("high", 0.54);
    assertThat(new Target(raw.copy().put("median", 0.4471).put("met", false)).text())
        .isEqualTo("0.4471");
    assertThat(new Target(raw.copy().put("median", 0.4412).put("met", false)).text())
        .isEqualTo("0.44");
    assertThat(new Target(raw.copy().put("median", 0.4529).put("met", true)).text())
        .isEqualTo("0.45");
  }

  /**
   * The ratios of the report are made from the measurements, and those of the run file are theirs.
   */
  @Test
  void ratiosAreThoseOfNeighboursInARound() {
    for (Target target : run.targets()) {
      JsonObject raw = target.raw();
      Series of = run.find(raw.getString("of")).orElseThrow();
      Spread measured =
          raw.getString("to") == null
              ? of.spread(raw.getString("measure")).orElseThrow()
              : of.ratio(run.find(raw.getString("to")).orElseThrow(), raw.getString("measure"))
                  .orElseThrow();
      assertThat(measured).isEqualTo(target.spread());
    }
  }

  @Test
  void everyRateIsShownWithMedianAndSpreadOfEachPercentile() {
    assertThat(run.openLoop()).hasSize(3);
    for (Series series : run.openLoop()) {
      String share = Math.round(series.spread("ceiling_share").orElseThrow().median() * 100) + " %";
      for (String percentile : List.of("p50", "p90", "p99", "p99.9", "p99.99", "max")) {
        List<Double> rounds =
            series.rounds().stream()
                .map(each -> each.raw().getJsonObject("latency_micros").getDouble(percentile))
                .sorted()
                .toList();
        assertThat(rowOf(page, share))
            .contains(">" + millis(rounds.get(1)))
            .contains(millis(rounds.get(0)) + "–" + millis(rounds.get(2)));
        assertThat(rowOf(markdown, share)).contains(" " + millis(rounds.get(1)) + " ");
      }
    }
  }

  private static String millis(double micros) {
    double millis = micros / 1_000;
    String format = millis >= 100 ? "%,.0f" : millis >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, millis);
  }

  /** As if both had been measured on 16 connections too: half as fast, and a third. */
  @Test
  void debitsAreComparedWithTheExchangeOnAsManyConnections(@TempDir Path other) throws IOException {
    JsonObject raw = run.raw().copy();
    JsonArray measurements = raw.getJsonArray("measurements");
    for (Object each : measurements.copy()) {
      JsonObject one = (JsonObject) each;
      double part = one.getString("subject").equals("json") ? 0.5 : 1 / 3.0;
      if (List.of("json/debit/10000/uniform/closed", "holdfast/debit/10000/uniform/closed")
          .contains(one.getString("series"))) {
        measurements.add(
            one.put("series", one.getString("series") + "/connections-16")
                .put("connections", 16)
                .put("operations_per_second", part * one.getDouble("operations_per_second")));
      }
    }
    measurements.forEach(each -> ((JsonObject) each).putNull("histogram"));
    Files.writeString(other.resolve(Run.FILE), raw.encode());
    Table table = Tables.connections(Run.read(other));
    StringBuilder text = new StringBuilder();
    table.writeMarkdown(text);
    double usual =
        run.closed("holdfast", false)
            .orElseThrow()
            .ratio(run.closed("json", false).orElseThrow(), "operations_per_second")
            .orElseThrow()
            .median();
    assertThat(rowOf(text.toString(), "16")).contains(" " + Figures.three(usual * 2 / 3) + " ");
    assertThat(Tables.connections(run).isEmpty()).isTrue();
  }

  @Test
  void everyMeasurementIsListedWithItsLogAndAudit() {
    JsonArray measurements = run.raw().getJsonArray("measurements");
    assertThat(measurements.size()).isEqualTo(36);
    for (Object each : measurements) {
      JsonObject one = (JsonObject) each;
      List<String> rows =
          page.lines()
              .filter(
                  line ->
                      line.startsWith("<tr><td class=\"\">" + one.getInteger("round") + "<")
                          && line.contains(">" + one.getString("series") + "<"))
              .toList();
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0))
          .contains(String.format(Locale.ROOT, "%,.0f", one.getDouble("operations_per_second")));
      if (one.getString("histogram") != null) {
        assertThat(rows.get(0)).contains("href=\"raw/" + one.getString("histogram") + "\"");
        assertThat(folder.resolve("raw").resolve(one.getString("histogram"))).exists();
      }
      if (one.getJsonObject("audit") != null) {
        assertThat(rows.get(0)).contains("passed: " + one.getJsonObject("audit").getString("text"));
      }
    }
    assertThat(folder.resolve("raw").resolve(Run.FILE))
        .hasSameTextualContentAs(STORED.resolve(Run.FILE));
  }

  @Test
  void aCurveIsMadeFromAllRoundsAndFromWholeOperationsAlone() throws IOException {
    Series half = run.find("holdfast/debit/10000/uniform/open-50").orElseThrow();
    Histogram all = Latencies.of(run, half).orElseThrow();
    double count =
        half.rounds().stream()
            .mapToDouble(each -> each.number("latency_micros.count").orElseThrow())
            .sum();
    assertThat((double) all.getTotalCount()).isEqualTo(count);
    Spread p99 = half.spread("latency_micros.p99").orElseThrow();
    assertThat(all.getValueAtPercentile(99) / 1_000.0)
        .isBetween(p99.low() * 0.99, p99.high() * 1.01);
    List<Latencies.Point> curve = Latencies.curve(all);
    assertThat(curve.get(curve.size() - 1).oneIn()).isLessThanOrEqualTo(count);
    assertThat(
            curve.stream().filter(point -> point.oneIn() >= 100).findFirst().orElseThrow().micros())
        .isCloseTo(all.getValueAtPercentile(99) / 1_000.0, within(p99.median() * 0.1));
  }

  @Test
  void allConditionsAreThere() {
    for (String text :
        List.of(
            "17d38cd5c0ff00000000000000000000000000aa",
            "Linux 6.1.0",
            "-Xmx512m",
            "fsync on, synchronous_commit on, full_page_writes on",
            "p50 90, p99 210",
            "7.0.15",
            "18.1",
            "first debit of each of 10,000 wallets")) {
      assertThat(page).contains(text);
    }
  }

  @Test
  void theTextOfARunIsNeverMarkup() {
    assertThat(page).contains("Made up &lt;x86&gt; &amp; more").doesNotContain("<x86>");
    assertThat(markdown).contains("Made up &lt;x86>").doesNotContain("<x86>");
    assertThat(Table.escaped("a|b\n`c` [d](e)")).isEqualTo("a\\|b \\`c\\` \\[d\\](e)");
  }

  @Test
  void thePageNeedsNothingFromElsewhere() {
    assertThat(page)
        .doesNotContain("http:", "https:", "url(", "@import", "<script", "<link", "<img", "src=");
    assertThat(Stream.of(page.split("href=\"", -1)).skip(1))
        .allMatch(link -> link.startsWith("raw/"));
  }

  @Test
  void aRunThatFailedOrWasBrokenOffSaysSoFirst(@TempDir Path other) throws IOException {
    JsonObject raw = run.raw().copy().put("passed", false).put("finished", false);
    raw.put("failures", new JsonArray().add("round 2, holdfast: 3 answers of 500 <b>"));
    raw.getJsonArray("measurements").forEach(each -> ((JsonObject) each).putNull("histogram"));
    Files.writeString(other.resolve(Run.FILE), raw.encode());
    ReportCommand.write(other, other.resolve("report"));
    String failed = Files.readString(other.resolve("report").resolve("index.html"));
    assertThat(failed.indexOf("FAILED")).isBetween(0, failed.indexOf("What was asked"));
    assertThat(failed).contains("broken off", "3 answers of 500 &lt;b&gt;");
    assertThat(Files.readString(other.resolve("report").resolve("report.md")))
        .contains("THE RUN FAILED");
  }

  @Test
  void aLogIsAFileOfTheRunAndOfNoOtherFolder(@TempDir Path other) throws IOException {
    JsonObject raw = run.raw().copy();
    raw.getJsonArray("measurements").forEach(each -> ((JsonObject) each).putNull("histogram"));
    raw.getJsonArray("measurements").getJsonObject(0).put("histogram", "../../secret");
    Files.writeString(other.resolve(Run.FILE), raw.encode());
    assertThatThrownBy(() -> ReportCommand.write(other, other.resolve("report")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("secret");
  }

  @Test
  void anotherFormatIsRefused(@TempDir Path other) throws IOException {
    Files.writeString(other.resolve(Run.FILE), "{\"format\": 2, \"measurements\": []}");
    assertThatThrownBy(() -> Run.read(other)).hasMessageContaining("format 2");
  }

  /** The first row that begins with this. */
  private static String rowOf(String text, String name) {
    return text.lines()
        .filter(
            line ->
                line.startsWith("<tr><td class=\"\">" + name + "<")
                    || line.startsWith("| " + name + " |"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row " + name));
  }
}
