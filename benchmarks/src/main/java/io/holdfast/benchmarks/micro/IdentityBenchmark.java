package io.holdfast.benchmarks.micro;

import io.holdfast.operation.Fingerprint;
import io.holdfast.operation.OperationKey;
import io.holdfast.wallet.Ids;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a request is known by: its ids, its key, its fingerprint. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IdentityBenchmark {
  private final long millis = System.currentTimeMillis();
  private final UUID wallet = Ids.wallet(millis, 4_711);
  private final String walletText = wallet.toString();
  private final String key = UUID.randomUUID() + "-000000000042";
  private final String currency = "USD";
  private final String reference = "sale-000000000042";
  private long sequence;

  @Benchmark
  public Optional<UUID> parseId() {
    return Ids.parse(walletText);
  }

  @Benchmark
  public UUID makeMovementId() {
    sequence = (sequence + 1) & Ids.SEQUENCE_MAX;
    return Ids.movement(millis, 4_711, sequence);
  }

  @Benchmark
  public OperationKey hashKey() {
    return OperationKey.of(key);
  }

  @Benchmark
  public long fingerprintDebit() {
    return new Fingerprint()
        .add("debit")
        .add(walletText)
        .add(1250)
        .add(currency)
        .add((String) null)
        .add(reference)
        .bits();
  }
}
