package io.holdfast.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;

/** Latencies of a series from its logs, all rounds together. */
final class Latencies {
  /** Points of a curve in each halving of what is left of the distribution. */
  private static final int POINTS_A_HALVING = 6;

  private static final int DIGITS = 3;

  private Latencies() {}

  /**
   * A point of a distribution.
   *
   * @param oneIn 1 / (1 - quantile): one request in so many took longer
   */
  record Point(double oneIn, double micros) {}

  /** All rounds together; empty if one of them has no log. Tagged intervals are parts of others. */
  static Optional<Histogram> of(Run run, Series series) throws IOException {
    Histogram all = new Histogram(DIGITS);
    all.setAutoResize(true);
    for (Measurement round : series.rounds()) {
      if (round.histogram().isEmpty()) {
        return Optional.empty();
      }
      add(all, file(run, round.histogram().get()));
    }
    return Optional.of(all);
  }

  /** A file of the run's own folder, and of no other. */
  static Path file(Run run, String name) throws IOException {
    if (!Path.of(name).getFileName().toString().equals(name)) {
      throw new IOException("not the name of a file in the run's folder: " + name);
    }
    return run.folder().resolve(name);
  }

  private static void add(Histogram all, Path file) throws IOException {
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      EncodableHistogram interval = reader.nextIntervalHistogram();
      while (interval != null) {
        if (interval.getTag() == null) {
          all.add((Histogram) interval);
        }
        interval = reader.nextIntervalHistogram();
      }
    }
  }

  /** The curve of a distribution, as far as at least one request lies beyond the point. */
  static List<Point> curve(Histogram histogram) {
    List<Point> points = new ArrayList<>();
    for (HistogramIterationValue value : histogram.percentiles(POINTS_A_HALVING)) {
      double left = 1 - value.getPercentileLevelIteratedTo() / 100;
      if (left * histogram.getTotalCount() < 1) {
        break;
      }
      points.add(new Point(1 / left, value.getValueIteratedTo() / 1_000.0));
    }
    return points;
  }
}
