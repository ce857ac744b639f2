package io.holdfast.benchmarks.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** The pictures of latencies in an open loop. */
final class Curves {
  private static final double ASKED_P99_MICROS = 5_000;

  private Curves() {}

  /** Latency by percentile, a curve a rate, from the logs. */
  static Optional<Plot> byPercentile(Run run) throws IOException {
    List<Series> rates = run.openLoop();
    List<Plot.Curve> curves = new ArrayList<>();
    double farthest = 2;
    double lowest = Double.MAX_VALUE;
    double highest = 0;
    for (int i = 0; i < rates.size(); i++) {
      Optional<Histogram> histogram = Latencies.of(run, rates.get(i));
      if (histogram.isEmpty() || histogram.get().getTotalCount() == 0) {
        continue;
      }
      List<Plot.Point> points = new ArrayList<>();
      for (Latencies.Point point : Latencies.curve(histogram.get())) {
        points.add(Plot.Point.of(point.oneIn(), point.micros() / 1_000));
        farthest = Math.max(farthest, point.oneIn());
        lowest = Math.min(lowest, point.micros() / 1_000);
        highest = Math.max(highest, point.micros() / 1_000);
      }
      curves.add(new Plot.Curve(shade(i, rates.size()), label(rates.get(i)), points, false));
    }
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    Plot plot =
        new Plot(
            "Latency by percentile, a curve for each rate of arrival",
            Scale.percentiles(farthest),
            "percentile (each step to the right: a tenth as many requests are slower)",
            Scale.log(Math.max(lowest, 0.001), highest, Figures::brief),
            "milliseconds");
    curves.forEach(plot::curve);
    return Optional.of(plot);
  }

  /** Percentiles over the rate. */
  static Optional<Plot> byRate(Run run) {
    List<Series> rates = run.openLoop();
    if (rates.size() < 2) {
      return Optional.empty();
    }
    List<Plot.Curve> curves = new ArrayList<>();
    String[] colours = {"c2", "c5", "c1", "c4"};
    String[] percentiles = {"p50", "p90", "p99", "p99.9"};
    double lowest = Double.MAX_VALUE;
    double highest = 0;
    double fastest = 0;
    for (int i = 0; i < percentiles.length; i++) {
      List<Plot.Point> points = new ArrayList<>();
      for (Series series : rates) {
        Optional<Spread> rate = series.spread("achieved_per_second");
        Optional<Spread> spread = series.spread("latency_micros." + percentiles[i]);
        if (rate.isEmpty() || spread.isEmpty()) {
          continue;
        }
        Spread millis = spread.get().times(0.001);
        points.add(point(rate.get().median(), millis, percentiles[i]));
        lowest = Math.min(lowest, millis.low());
        highest = Math.max(highest, millis.high());
        fastest = Math.max(fastest, rate.get().median());
      }
      curves.add(new Plot.Curve(colours[i], percentiles[i], points, true));
    }
    Plot plot =
        new Plot(
            "Latency over the rate of arrival",
            Scale.linear(fastest, 8, Figures::brief),
            "debits a second",
            Scale.log(Math.max(lowest, 0.001), highest, Figures::brief),
            "milliseconds");
    curves.forEach(plot::curve);
    return Optional.of(plot.bound(ASKED_P99_MICROS / 1_000, "asked at 50 %"));
  }

  private static Plot.Point point(double rate, Spread millis, String percentile) {
    String title =
        "%s at %s a second: %s ms (%s to %s)"
            .formatted(
                percentile,
                Figures.whole(rate),
                Figures.three(millis.median()),
                Figures.three(millis.low()),
                Figures.three(millis.high()));
    return new Plot.Point(rate, millis.median(), millis.low(), millis.high(), title);
  }

  private static String label(Series series) {
    return Figures.of(series.spread("offered_per_second"), Figures::whole)
        + series
            .spread("ceiling_share")
            .map(share -> " · " + Figures.whole(share.median() * 100) + " %")
            .orElse("");
  }

  /** One of nine shades in order. */
  private static String shade(int index, int of) {
    return "r" + (of == 1 ? 5 : 1 + Math.round(index * 8.0 / (of - 1)));
  }
}
