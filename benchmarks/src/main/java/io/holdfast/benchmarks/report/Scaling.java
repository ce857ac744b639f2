package io.holdfast.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** How debits in a closed loop change with what there is: wallets, journal rows, event loops. */
final class Scaling {
  private static final String RATE = "operations_per_second";

  private Scaling() {}

  /** The same debits over few and many wallets, and over some more often than others. */
  static Bars wallets(Run run) {
    return bars(
        run,
        "Debits a second by number of wallets",
        SeriesName::isUsual,
        series -> series.name().isOneWallet() ? 1 : series.name().wallets(),
        series -> series.name().spreadOver());
  }

  static Bars journal(Run run) {
    return bars(
        run,
        "Debits a second by size of the journal",
        name -> run.isSpreadAsUsual(name) && name.onlyUnusual("journal"),
        series -> Math.max(0, series.name().unusual("journal")),
        series ->
            series.name().isUsual()
                ? "journal as the runs leave it"
                : String.format(Locale.ROOT, "%,d rows before", series.name().unusual("journal")));
  }

  static Bars loops(Run run) {
    return bars(
        run,
        "Debits a second by event loops",
        name -> run.isSpreadAsUsual(name) && name.onlyUnusual("loops"),
        Scaling::loopsOf,
        series -> loopsOf(series) + (loopsOf(series) == 1 ? " event loop" : " event loops"));
  }

  private static long loopsOf(Series series) {
    return series.first().number("event_loops").map(Double::longValue).orElse(0L);
  }

  private static Bars bars(
      Run run,
      String what,
      Predicate<SeriesName> wanted,
      ToLongFunction<Series> order,
      Function<Series, String> title) {
    Bars bars = new Bars(what, value -> Figures.whole(value) + " a second");
    Optional<Series> usual = run.closed("holdfast", false);
    List<Series> found =
        run
            .where(
                name ->
                    name.subject().equals("holdfast")
                        && name.mix().equals("debit")
                        && name.isClosed()
                        && wanted.test(name))
            .stream()
            .sorted(Comparator.comparingLong(order))
            .toList();
    if (found.size() < 2) {
      return bars;
    }
    for (Series series : found) {
      Spread rate = series.spread(RATE).orElseThrow();
      boolean isUsual = usual.filter(base -> base.name().equals(series.name())).isPresent();
      String ratio =
          Stream.of(usual.flatMap(base -> series.ratio(base, RATE)))
              .filter(known -> known.isPresent() && !isUsual)
              .map(known -> " · " + Figures.three(known.get().median()) + " ×")
              .findFirst()
              .orElse("");
      bars.bar(
          Bars.Bar.of(
              title.apply(series),
              isUsual ? "c1" : "c2",
              rate,
              Figures.whole(rate.median()) + ratio));
    }
    return bars;
  }
}
