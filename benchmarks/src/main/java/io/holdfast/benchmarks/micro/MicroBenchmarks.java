package io.holdfast.benchmarks.micro;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the suite with allocation measured.
 *
 * <p>{@code bench.include} is a regular expression of benchmarks to run; {@code bench.full} takes
 * three forks and more iterations instead of a run of a few minutes; {@code bench.store} keeps the
 * figures as the baseline that later runs are shown beside.
 */
public final class MicroBenchmarks {
  private static final Path RESULT = Path.of("target", "benchmarks", "jmh.json");
  private static final Path BASELINE = Path.of("benchmarks", "baseline", "jmh.json");

  private MicroBenchmarks() {}

  public static void main(String[] args) throws RunnerException, IOException {
    boolean full = Boolean.getBoolean("bench.full");
    Files.createDirectories(RESULT.getParent());
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(System.getProperty("bench.include", ".*"))
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend("-Xmx512m")
            .shouldFailOnError(true)
            .resultFormat(ResultFormatType.JSON)
            .result(RESULT.toString())
            .forks(full ? 3 : 1)
            .warmupIterations(full ? 5 : 3)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(full ? 10 : 5)
            .measurementTime(TimeValue.milliseconds(500));
    JsonObject measured = Baseline.of(new Runner(options.build()).run());
    if (Boolean.getBoolean("bench.store")) {
      Baseline.store(BASELINE, measured);
      System.out.println("stored: " + BASELINE);
    } else if (Files.exists(BASELINE)) {
      JsonObject stored = new JsonObject(Files.readString(BASELINE));
      System.out.print(Baseline.compare(stored, measured));
    }
  }
}
