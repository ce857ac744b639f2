package io.holdfast.benchmarks.report;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The end of the page: circumstances, what went wrong, and each single measurement. */
final class RawSections {
  private final Run run;
  private final Html out;

  RawSections(Run run, Html out) {
    this.run = run;
    this.out = out;
  }

  void write() {
    conditions();
    list("Failures", run.lines("failures"));
    list("Notes of the run", run.lines("notes"));
    measurements();
  }

  private void conditions() {
    out.element("h2", "Conditions");
    out.element(
        "p",
        "Asked of the servers and the kernel while they ran, not of a configuration. Durability is"
            + " on in every figure of something that moves money.");
    out.open("dl").line();
    Conditions.of(run).forEach((name, text) -> out.element("dt", name).element("dd", text).line());
    out.close("dl").line();
  }

  private void list(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.element("h2", title).open("ul", "class", "notes").line();
      lines.forEach(line -> out.element("li", line).line());
      out.close("ul").line();
    }
  }

  private void measurements() {
    out.element("h2", "Each measurement");
    out.open("p").text("Everything here is in ");
    out.element("a", Run.FILE, "href", RawFiles.FOLDER + "/" + Run.FILE);
    out.text(
        " and in the HdrHistogram logs that the rows lead to, in nanoseconds. Their format is"
            + " described in benchmarks/README.md.");
    out.close("p").line();
    Table table =
        Table.of(
            "round",
            "series",
            "#offered",
            "#a second",
            "answers",
            "#p50 ms",
            "#p99",
            "#p99.9",
            "#max",
            "money audit",
            "log");
    run.series().values().stream()
        .flatMap(series -> series.rounds().stream())
        .sorted(Comparator.comparingInt(Measurement::round))
        .forEach(each -> row(table, each));
    out.open("details").element("summary", "All " + count() + " of them").line();
    table.write(out);
    out.close("details").line();
  }

  private long count() {
    return run.series().values().stream().mapToLong(series -> series.rounds().size()).sum();
  }

  private static void row(Table table, Measurement each) {
    table.row(
        Table.text(Integer.toString(each.round())),
        Table.text(each.series() + (each.fit() ? "" : " (driver too late)")),
        Table.number(each.number("offered_per_second").map(Figures::whole).orElse("")),
        Table.number(each.number("operations_per_second").map(Figures::whole).orElse("")),
        Table.text(statuses(each)),
        millis(each, "p50"),
        millis(each, "p99"),
        millis(each, "p99.9"),
        millis(each, "max"),
        audit(each),
        each.histogram()
            .map(file -> Table.link("hlog", RawFiles.FOLDER + "/" + file))
            .orElse(Table.text("")));
  }

  private static Table.Cell millis(Measurement each, String percentile) {
    return Table.number(
        each.number("latency_micros." + percentile).map(Figures::millis).orElse(""));
  }

  private static String statuses(Measurement each) {
    JsonObject statuses = each.raw().getJsonObject("statuses");
    if (statuses == null) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    statuses.forEach(
        status ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(status.getKey())
                .append(" × ")
                .append(Figures.whole(((Number) status.getValue()).doubleValue())));
    return text.toString();
  }

  private static Table.Cell audit(Measurement each) {
    Optional<String> text = each.text("audit.text");
    if (text.isEmpty()) {
      return Table.text("moves no money");
    }
    boolean passed = each.text("audit.passed").filter("true"::equals).isPresent();
    return Table.verdict(passed, "passed: " + text.get(), "FAILED: " + text.get());
  }
}
