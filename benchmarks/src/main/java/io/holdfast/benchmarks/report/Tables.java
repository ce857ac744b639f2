package io.holdfast.benchmarks.report;

import static io.holdfast.benchmarks.report.Table.number;
import static io.holdfast.benchmarks.report.Table.text;
import static io.holdfast.benchmarks.report.Table.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tables that stand in the page as well as in the README. */
final class Tables {
  private static final String RATE = "operations_per_second";

  private Tables() {}

  static Table targets(Run run) {
    Table table = Table.of("Target", "#asked", "#median", "verdict", "#each round");
    for (Target target : run.targets()) {
      if (target.measured()) {
        String rounds =
            target.rounds().stream().map(target::number).collect(Collectors.joining(" · "));
        table.row(
            text(target.name()),
            number(target.boundText()),
            number(target.text()),
            verdict(target.met(), "met", "not met"),
            number(rounds));
      } else {
        table.row(
            text(target.name()),
            number(target.boundText()),
            number(Figures.UNKNOWN),
            text("not measured"),
            number(""));
      }
    }
    return table;
  }

  /** Debits in a closed loop, by who did them. */
  static Table ceilings(Run run) {
    Table table =
        Table.of(
            "Debits, closed loop",
            "over",
            "#a second",
            "#Holdfast, times",
            "#p50 ms",
            "#p99 ms",
            "#p99.9 ms",
            "#processor, µs each");
    for (Series series : ceilingSeries(run)) {
      SeriesName name = series.name();
      Optional<Spread> ratio =
          run.closed("holdfast", !name.subject().equals("json") && name.isOneWallet())
              .filter(ours -> !ours.name().equals(series.name()))
              .flatMap(ours -> ours.ratio(series, RATE));
      table.row(
          text(Names.subject(name.subject())),
          text(name.spreadOver()),
          number(series.spread(RATE), Figures::whole),
          number(ratio, Figures::three),
          number(series.spread("latency_micros.p50"), Figures::millis),
          number(series.spread("latency_micros.p99"), Figures::millis),
          number(series.spread("latency_micros.p99.9"), Figures::millis),
          number(series.spread("cpu_micros_per_operation.machine"), Figures::three));
    }
    return table;
  }

  /** Debits in a closed loop over many wallets, fastest first, and then over a single one. */
  static List<Series> ceilingSeries(Run run) {
    return run.where(run::isCeiling).stream()
        .sorted(
            Comparator.comparing((Series series) -> series.name().isOneWallet())
                .thenComparing(series -> -series.spread(RATE).map(Spread::median).orElse(0.0)))
        .toList();
  }

  /** Latencies by rate. */
  static Table rates(Run run) {
    Table table =
        Table.of(
            "Of the ceiling",
            "#offered",
            "#achieved",
            "#p50 ms",
            "#p90",
            "#p99",
            "#p99.9",
            "#p99.99",
            "#max",
            "#driver late, p99 ms");
    for (Series series : run.openLoop()) {
      Optional<Spread> share = series.spread("ceiling_share");
      table.row(
          text(
              share.map(part -> Figures.whole(part.median() * 100) + " %").orElse("")
                  + (series.fit() ? "" : " (driver too late)")),
          number(Figures.of(series.spread("offered_per_second"), Figures::whole)),
          number(series.spread("achieved_per_second"), Figures::whole),
          number(series.spread("latency_micros.p50"), Figures::millis),
          number(series.spread("latency_micros.p90"), Figures::millis),
          number(series.spread("latency_micros.p99"), Figures::millis),
          number(series.spread("latency_micros.p99.9"), Figures::millis),
          number(series.spread("latency_micros.p99.99"), Figures::millis),
          number(series.spread("latency_micros.max"), Figures::millis),
          number(series.spread("driver_lag_micros.p99"), Figures::millis));
    }
    return table;
  }

  /** Debits and the plain exchange in a closed loop, by how many connections they come on. */
  static Table connections(Run run) {
    Table table =
        Table.of(
            "Connections",
            "#plain JSON, a second",
            "#debits a second",
            "#debits / plain JSON",
            "#p50 ms",
            "#p99 ms",
            "#p99.9 ms");
    List<Series> all = byConnections(run, "holdfast");
    for (Series debits : all.size() < 2 ? List.<Series>of() : all) {
      Optional<Series> exchange =
          byConnections(run, "json").stream()
              .filter(series -> series.name().unusual().equals(debits.name().unusual()))
              .findFirst();
      table.row(
          text(Figures.whole(connectionsOf(debits))),
          number(exchange.flatMap(series -> series.spread(RATE)), Figures::whole),
          number(debits.spread(RATE), Figures::whole),
          number(exchange.flatMap(series -> debits.ratio(series, RATE)), Figures::three),
          number(debits.spread("latency_micros.p50"), Figures::millis),
          number(debits.spread("latency_micros.p99"), Figures::millis),
          number(debits.spread("latency_micros.p99.9"), Figures::millis));
    }
    return table;
  }

  /** Debits over many wallets, fewest connections first. */
  private static List<Series> byConnections(Run run, String subject) {
    return run
        .where(
            name ->
                name.subject().equals(subject)
                    && run.isSpreadAsUsual(name)
                    && name.onlyUnusual("connections"))
        .stream()
        .sorted(Comparator.comparingDouble(Tables::connectionsOf))
        .toList();
  }

  private static double connectionsOf(Series series) {
    return series.first().number("connections").orElse(0.0);
  }

  /** What else the service does, in a closed loop. */
  static Table mixes(Run run) {
    Optional<Series> debits = run.closed("holdfast", false);
    Table table =
        Table.of(
            "Closed loop",
            "over",
            "#operations a second",
            "#of debits",
            "#p50 ms",
            "#p99 ms",
            "#p99.9 ms");
    for (Series series :
        run.where(
            name ->
                name.subject().equals("holdfast")
                    && name.isClosed()
                    && name.isUsual()
                    && (!name.mix().equals("debit") || name.skew().equals("zipf")))) {
      double each = series.first().number("operations_per_unit").orElse(1.0);
      String many =
          each > 1 ? " of " + Figures.whole(each) + ", each answered when all are done" : "";
      table.row(
          text(Names.mix(series.name().mix()) + many),
          text(series.name().spreadOver()),
          number(series.spread(RATE), Figures::whole),
          number(debits.flatMap(base -> series.ratio(base, RATE)), Figures::three),
          number(series.spread("latency_micros.p50"), Figures::millis),
          number(series.spread("latency_micros.p99"), Figures::millis),
          number(series.spread("latency_micros.p99.9"), Figures::millis));
    }
    return table;
  }
}
