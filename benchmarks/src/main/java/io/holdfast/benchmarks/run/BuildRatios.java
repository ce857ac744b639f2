package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.compare.PairedSample;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** How this build's service compares with another one's, measured in turn with it. */
final class BuildRatios {
  private BuildRatios() {}

  /** With intervals that are of the set-ups: what a set-up has, all its windows have. */
  static void print(List<Measurement> measurements, long seed, PrintStream out) {
    print("operations a second", Measurement::operationsPerSecond, measurements, seed, out);
    print("processor time an operation", Measurement::cpuMicrosOfMachine, measurements, seed, out);
    print("p50", one -> percentile(one, 50), measurements, seed, out);
    print("p99", one -> percentile(one, 99), measurements, seed, out);
    print("bytes an operation", Measurement::bytesOnEventLoops, measurements, seed, out);
  }

  private static void print(
      String name,
      ToDoubleFunction<Measurement> value,
      List<Measurement> measurements,
      long seed,
      PrintStream out) {
    List<Double> ratios = ofSetUps(value, measurements);
    if (!ratios.isEmpty()) {
      PairedSample.Interval interval = new PairedSample(ratios).interval(seed);
      out.printf(
          Locale.ROOT,
          "this build / base, %-28s %.3f (%.3f to %.3f), %d set-ups of %d pairs%n",
          name,
          interval.middle(),
          interval.low(),
          interval.high(),
          ratios.size(),
          BuildsInTurn.WINDOWS);
    }
  }

  /** The geometric mean over the neighbouring windows of each set-up, where there are any. */
  static List<Double> ofSetUps(
      ToDoubleFunction<Measurement> value, List<Measurement> measurements) {
    Map<Integer, List<Double>> logs = new TreeMap<>();
    for (Measurement of : measurements) {
      if (of.series().variant().equals(BuildsInTurn.BASE)) {
        continue;
      }
      measurements.stream()
          .filter(base -> base.series().equals(of.series().variant(BuildsInTurn.BASE)))
          .filter(base -> base.round() == of.round())
          .mapToDouble(base -> Math.log(value.applyAsDouble(of) / value.applyAsDouble(base)))
          .filter(Double::isFinite)
          .forEach(log -> logs.computeIfAbsent(setUp(of), none -> new ArrayList<>()).add(log));
    }
    return logs.values().stream()
        .map(some -> some.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
        .map(Math::exp)
        .toList();
  }

  private static int setUp(Measurement one) {
    return (one.round() - 1) / BuildsInTurn.WINDOWS;
  }

  private static double percentile(Measurement one, double percent) {
    return one.measured().latency().getValueAtPercentile(percent);
  }
}
