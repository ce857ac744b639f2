package io.holdfast.http;

import io.holdfast.people.ApiKey;
import io.holdfast.people.Directory;
import io.vertx.sqlclient.Pool;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What is done with the head of a debit's request, step by step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RequestHeadBenchmark {
  private static final int KEY = 7;

  private final Directory directory = new Directory(null, (Pool) null, System::nanoTime);
  private final RateLimiter unlimited = new RateLimiter(0);
  private final RateLimiter limited = new RateLimiter(1_000_000_000);
  private final String secret = "hf_live_3fcd1f6c8a0e4f0d8f5a6b7c8d9e0f1a";
  private final String idempotencyKey = "till-7-2026-11-26-000000000042";
  private final String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private long nowNanos;

  /** Hashing the secret and looking it up, in a directory that does not know it. */
  @Benchmark
  public Optional<ApiKey> lookUpApiKey() {
    return directory.key(secret);
  }

  @Benchmark
  public String readIdempotencyKey() {
    return IdempotencyKeys.parse(idempotencyKey);
  }

  @Benchmark
  public String makeRequestId() {
    return Traces.requestId(null);
  }

  @Benchmark
  public String takePartInTrace() {
    return Traces.answer(traceparent);
  }

  @Benchmark
  public long admit() {
    return unlimited.waitNanos(KEY, ++nowNanos);
  }

  @Benchmark
  public long admitWithinLimit() {
    nowNanos += 2;
    return limited.waitNanos(KEY, nowNanos);
  }
}
