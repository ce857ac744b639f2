package io.holdfast.benchmarks.micro;

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
 * three forks and longer iterations instead of a run of a few minutes.
 */
public final class MicroBenchmarks {
  private static final Path RESULT = Path.of("benchmarks", "results", "jmh.json");

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
            .warmupTime(TimeValue.seconds(full ? 2 : 1))
            .measurementIterations(full ? 10 : 5)
            .measurementTime(TimeValue.seconds(full ? 2 : 1));
    new Runner(options.build()).run();
  }
}
