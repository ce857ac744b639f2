package io.holdfast.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a debit costs: processor time by process, bytes allocated by kind of thread. */
final class Costs {
  private static final String CPU = "cpu_micros_per_operation.";
  private static final String SUBJECT_CPU = "subject_cpu_micros_per_operation.";
  private static final String ALLOCATED = "allocated_bytes_per_operation.";

  private Costs() {}

  /** Processor time of debits in a closed loop, by subject. */
  static Bars processor(Run run) {
    Bars bars = new Bars("Processor time of a debit", value -> Figures.three(value) + " µs");
    for (Series series : Tables.ceilingSeries(run)) {
      if (series.name().isOneWallet()) {
        continue;
      }
      List<Bars.Part> parts = new ArrayList<>();
      add(parts, series, SUBJECT_CPU + "event_loops", "c1", "event loops");
      add(parts, series, SUBJECT_CPU + "gc", "c2", "garbage collection");
      add(parts, series, SUBJECT_CPU + "jit", "c7", "compiling");
      add(parts, series, SUBJECT_CPU + "others", "c6", "other threads");
      if (parts.isEmpty()) {
        add(parts, series, CPU + "subject", "c1", "the subject");
      }
      add(parts, series, CPU + "redis", "c5", "Redis");
      add(parts, series, CPU + "postgresql", "c4", "PostgreSQL");
      add(parts, series, CPU + "driver", "c3", "load driver");
      double known = parts.stream().mapToDouble(Bars.Part::value).sum();
      double rest = series.spread(CPU + "machine").map(all -> all.median() - known).orElse(0.0);
      if (rest > 0 && !parts.isEmpty()) {
        parts.add(new Bars.Part("c8", "kernel and the rest", rest));
      }
      if (!parts.isEmpty()) {
        double all = known + Math.max(0, rest);
        bars.bar(
            new Bars.Bar(
                Names.subject(series.name().subject()), parts, 0, 0, Figures.three(all) + " µs"));
      }
    }
    return bars;
  }

  private static void add(
      List<Bars.Part> parts, Series series, String measure, String colour, String name) {
    Optional<Spread> spread = series.spread(measure);
    if (spread.isPresent() && spread.get().median() > 0) {
      parts.add(new Bars.Part(colour, name, spread.get().median()));
    }
  }

  static Table processorTable(Run run) {
    Table table =
        Table.of(
            "µs of processor an operation",
            "over",
            "#subject",
            "#of it event loops",
            "#Redis",
            "#PostgreSQL",
            "#driver",
            "#whole machine");
    for (Series series : run.where(name -> name.isClosed() && name.isUsual())) {
      if (series.spread(CPU + "machine").isPresent()) {
        table.row(
            Table.text(title(series)),
            Table.text(series.name().spreadOver()),
            Table.number(series.spread(CPU + "subject"), Figures::three),
            Table.number(series.spread(SUBJECT_CPU + "event_loops"), Figures::three),
            Table.number(series.spread(CPU + "redis"), Figures::three),
            Table.number(series.spread(CPU + "postgresql"), Figures::three),
            Table.number(series.spread(CPU + "driver"), Figures::three),
            Table.number(series.spread(CPU + "machine"), Figures::three));
      }
    }
    return table;
  }

  static Table allocation(Run run) {
    Table table =
        Table.of("Bytes allocated an operation", "over", "#by event loops", "#by other threads");
    for (Series series : run.where(name -> name.isClosed() && name.isUsual())) {
      if (series.spread(ALLOCATED + "event_loops").isPresent()) {
        table.row(
            Table.text(title(series)),
            Table.text(series.name().spreadOver()),
            Table.number(series.spread(ALLOCATED + "event_loops"), Figures::whole),
            Table.number(series.spread(ALLOCATED + "others"), Figures::whole));
      }
    }
    return table;
  }

  private static String title(Series series) {
    return Names.subject(series.name().subject())
        + (series.name().mix().equals("debit") ? "" : ": " + Names.mix(series.name().mix()));
  }
}
