package io.holdfast.benchmarks.micro;

import io.holdfast.metrics.Metrics;
import io.holdfast.operation.OperationKind;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs to count and time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MetricsBenchmark {
  private static final int CREATED = 201;

  private final Metrics metrics = new Metrics();
  private final Metrics.Route route = metrics.route("createDebit");
  private long nanos = 1_000_000;

  @TearDown
  public void close() {
    metrics.close();
  }

  /** Once for each request. */
  @Benchmark
  public void request() {
    nanos = nanos * 31 & 0xFF_FFFF;
    route.record(CREATED, nanos);
  }

  /** Once for each operation. */
  @Benchmark
  public void decision() {
    metrics.decision(OperationKind.DEBIT, Metrics.Outcome.APPLIED, null);
  }

  /** Once for each batch. */
  @Benchmark
  public void commit() {
    nanos = nanos * 31 & 0xFF_FFFF;
    metrics.recordCommit(nanos, 64);
  }
}
