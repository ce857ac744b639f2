package io.holdfast.benchmarks.report;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** The page: what was asked and reached first, then the figures behind it, then how they came. */
final class Page {
  private final Run run;
  private final Html out = new Html();

  private Page(Run run) {
    this.run = run;
  }

  static String of(Run run) throws IOException {
    Page page = new Page(run);
    page.out.verbatim("<!doctype html>\n").open("html", "lang", "en").open("head").line();
    page.out.verbatim("<meta charset=\"utf-8\">\n");
    page.out.verbatim("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.out.element("title", "Holdfast, measured: " + run.id()).line();
    page.out.open("style").line().verbatim(Style.CSS).close("style").line();
    page.out.close("head").open("body").open("main").line();
    page.summary();
    page.targets();
    page.ceilings();
    page.connections();
    page.rates();
    page.mixes();
    page.costs();
    page.scaling();
    new RawSections(run, page.out).write();
    page.out.close("main").close("body").close("html").line();
    return page.out.toString();
  }

  private void summary() {
    String commit = run.conditions().getString("commit", null);
    out.element("h1", "Holdfast, measured");
    out.element(
        "p",
        "Run "
            + run.id()
            + (commit == null
                ? ""
                : ", commit " + commit.substring(0, Math.min(12, commit.length())))
            + (Boolean.TRUE.equals(run.conditions().getBoolean("dirty")) ? " with changes" : "")
            + ". "
            + run.rounds()
            + (run.rounds() == 1 ? " round" : " rounds")
            + " on "
            + run.conditions().getValue("cores")
            + " cores of "
            + run.conditions().getString("cpu", "an unnamed processor")
            + (Boolean.TRUE.equals(run.conditions().getBoolean("co_located"))
                ? ", shared by driver, subject, Redis and PostgreSQL."
                : "."));
    tiles();
    if (!run.finished()) {
      banner("bad", "This run was broken off: what it had measured by then is below.");
    }
    if (!run.passed()) {
      banner("bad", "This run FAILED. See Failures.");
    } else {
      banner("good", "Every measurement passed, and so did the audit of the money after each.");
    }
  }

  private void banner(String style, String text) {
    out.element("div", text, "class", "banner " + style).line();
  }

  private void tiles() {
    Optional<Series> ours = run.closed("holdfast", false);
    Optional<Series> json = run.closed("json", false);
    out.open("div", "class", "tiles").line();
    tile(
        "Durable debits a second, at the ceiling",
        ours.flatMap(series -> series.spread("operations_per_second")),
        Figures::whole,
        "");
    tile(
        "of what the plain JSON exchange does",
        ours.flatMap(a -> json.flatMap(b -> a.ratio(b, "operations_per_second"))),
        value -> String.format(Locale.ROOT, "%.2f", value),
        "");
    tile(
        "p99 with half of the ceiling arriving",
        run.openLoop().stream()
            .filter(series -> series.name().loop().equals("open-50"))
            .findFirst()
            .flatMap(series -> series.spread("latency_micros.p99")),
        Figures::millis,
        " ms");
    long measured = run.targets().stream().filter(Target::measured).count();
    long met = run.targets().stream().filter(Target::measured).filter(Target::met).count();
    out.open("div", "class", "tile").element("span", "Targets met");
    out.element("b", met + " of " + measured);
    out.element("span", "of " + run.targets().size() + " that were set");
    out.close("div").line().close("div").line();
  }

  private void tile(
      String title, Optional<Spread> spread, DoubleFunction<String> format, String unit) {
    out.open("div", "class", "tile").element("span", title);
    out.element("b", Figures.of(spread, format) + (spread.isPresent() ? unit : ""));
    String range = Figures.range(spread, format);
    out.element("span", range.isEmpty() ? " " : range + unit + " in the rounds");
    out.close("div").line();
  }

  private void section(String title, String explanation) {
    out.element("h2", title).element("p", explanation).line();
  }

  private void picture(Bars bars) {
    if (!bars.isEmpty()) {
      out.open("div", "class", "picture");
      bars.write(out);
      out.close("div");
    }
  }

  private void targets() {
    Table table = Tables.targets(run);
    if (!table.isEmpty()) {
      section(
          "What was asked",
          "Ratios are taken between neighbours of one round, since the speed of a machine drifts by"
              + " a third within an hour and ratios move less. A target is met by the median.");
      table.write(out);
    }
  }

  private void ceilings() {
    Table table = Tables.ceilings(run);
    if (table.isEmpty()) {
      return;
    }
    section(
        "The ceiling, and what it is compared with",
        "A closed loop: each connection sends the next debit when the last one is answered. It finds"
            + " the most that can be done; its latencies are those at the ceiling. The baselines do"
            + " less than the service: no API keys, no replay, no holds, no metrics.");
    Bars bars = new Bars("Debits a second by subject", value -> Figures.whole(value) + " a second");
    for (Series series : Tables.ceilingSeries(run)) {
      Spread rate = series.spread("operations_per_second").orElseThrow();
      bars.bar(
          Bars.Bar.of(
              Names.subject(series.name().subject())
                  + (series.name().isOneWallet() ? ", one wallet" : ""),
              Names.colour(series.name().subject()),
              rate,
              Figures.whole(rate.median())));
    }
    picture(bars);
    table.write(out);
  }

  private void connections() {
    Table table = Tables.connections(run);
    if (!table.isEmpty()) {
      section(
          "With the number of connections",
          "Closed loop as above. What is committed together grows with what is under way: many"
              + " callers make larger commits, and wait longer for them. The ratio is within the rounds,"
              + " on as many connections each.");
      table.write(out);
    }
  }

  private void rates() throws IOException {
    Table table = Tables.rates(run);
    if (table.isEmpty()) {
      return;
    }
    section(
        "Time of a debit, by rate of arrival",
        "An open loop, as tills are: debits arrive at a fixed rate whether or not earlier ones were"
            + " answered, and the time counts from when a debit was due, not from when the driver got"
            + " round to sending it. Large: the median of the rounds; small: lowest to highest.");
    table.write(out);
    Optional<Plot> byRate = Curves.byRate(run);
    if (byRate.isPresent()) {
      out.element("h3", "Latency over throughput").open("div", "class", "picture");
      byRate.get().write(out);
      out.close("div");
    }
    Optional<Plot> byPercentile = Curves.byPercentile(run);
    if (byPercentile.isPresent()) {
      out.element("h3", "Latency by percentile, all rounds together")
          .open("div", "class", "picture");
      byPercentile.get().write(out);
      out.close("div");
    }
  }

  private void mixes() {
    Table table = Tables.mixes(run);
    if (!table.isEmpty()) {
      section(
          "Everything else it does",
          "Closed loop as above. An authorization with its capture is one operation of two"
              + " requests; a batch counts each operation in it.");
      table.write(out);
    }
  }

  private void costs() {
    Bars bars = Costs.processor(run);
    if (bars.isEmpty()) {
      return;
    }
    section(
        "What a debit costs",
        "Processor time of everything on the machine over the measured window, divided by the"
            + " debits in it. What belongs to none of the processes is the kernel's and whatever else"
            + " ran.");
    picture(bars);
    out.open("ul", "class", "key");
    String[][] key = {
      {"c1", "event loops"},
      {"c2", "garbage collection"},
      {"c7", "compiling"},
      {"c6", "other threads"},
      {"c5", "Redis"},
      {"c4", "PostgreSQL"},
      {"c3", "load driver"},
      {"c8", "kernel and the rest"}
    };
    for (String[] entry : key) {
      out.element("li", entry[1], "class", entry[0]);
    }
    out.close("ul").line();
    Costs.processorTable(run).write(out);
    Table allocation = Costs.allocation(run);
    if (!allocation.isEmpty()) {
      out.element("h3", "Allocation");
      out.element("p", "All of the process: HTTP, JSON, drivers and our own code together.");
      allocation.write(out);
    }
  }

  private void scaling() {
    Bars wallets = Scaling.wallets(run);
    Bars journal = Scaling.journal(run);
    Bars loops = Scaling.loops(run);
    if (wallets.isEmpty() && journal.isEmpty() && loops.isEmpty()) {
      return;
    }
    section(
        "Scaling",
        "Durable debits a second in a closed loop; behind the bar the ratio to the usual set-up,"
            + " within the rounds.");
    String[] titles = {"With the number of wallets", "With the journal", "With event loops"};
    Bars[] pictures = {wallets, journal, loops};
    for (int i = 0; i < pictures.length; i++) {
      if (!pictures[i].isEmpty()) {
        out.element("h3", titles[i]);
        picture(pictures[i]);
      }
    }
  }
}
