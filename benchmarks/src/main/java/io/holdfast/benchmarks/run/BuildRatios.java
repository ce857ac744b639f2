package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.compare.PairedSample;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How this build's service compares with another one's, measured in turn with it. */
final class BuildRatios {
  /** Variant of the series that is measured on the other build. */
  static final String BASE = "/base";

  private BuildRatios() {}

  /** Of neighbouring windows; says nothing where there was no other build. */
  static void print(List<Measurement> measurements, long seed, PrintStream out) {
    print("operations a second", Measurement::operationsPerSecond, measurements, seed, out);
    print("processor time an operation", Measurement::cpuMicrosOfMachine, measurements, seed, out);
    print("p50", one -> percentile(one, 50), measurements, seed, out);
    print("p99", one -> percentile(one, 99), measurements, seed, out);
    print("bytes an operation", Measurement::bytesOnEventLoops, measurements, seed, out);
    if (measurements.stream().anyMatch(one -> one.series().variant().equals(BASE))) {
      out.println(
          "of one pair of processes; another can differ by a tenth and more: repeat it, also the other"
              + " way round, before less than that counts");
    }
  }

  private static void print(
      String name,
      ToDoubleFunction<Measurement> value,
      List<Measurement> measurements,
      long seed,
      PrintStream out) {
    List<Double> ratios = new ArrayList<>();
    for (Measurement of : measurements) {
      measurements.stream()
          .filter(base -> base.series().equals(of.series().variant(BASE)))
          .filter(base -> !of.equals(base) && base.round() == of.round())
          .mapToDouble(base -> value.applyAsDouble(of) / value.applyAsDouble(base))
          .filter(ratio -> ratio > 0 && Double.isFinite(ratio))
          .forEach(ratios::add);
    }
    if (!ratios.isEmpty()) {
      PairedSample.Interval interval = new PairedSample(ratios).interval(seed);
      out.printf(
          Locale.ROOT,
          "this build / base, %-28s %.3f (%.3f to %.3f), %d pairs%n",
          name,
          interval.middle(),
          interval.low(),
          interval.high(),
          ratios.size());
    }
  }

  private static double percentile(Measurement one, double percent) {
    return one.measured().latency().getValueAtPercentile(percent);
  }
}
