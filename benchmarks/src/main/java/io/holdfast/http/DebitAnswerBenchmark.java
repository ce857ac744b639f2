package io.holdfast.http;

import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.people.Directory;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Ids;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The answer of a debit, written as a request's is. It stands here to reach the writer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DebitAnswerBenchmark {
  private static final long MILLIS = 1_790_000_000_123L;

  /** Knows nobody: it is the service itself that acts. */
  private final Documents documents =
      new Documents(new Directory(null, (Pool) null, System::nanoTime));

  private final Receipt debit =
      new Receipt.Transaction(
          Ids.movement(MILLIS, 4_711, 17),
          Ids.wallet(MILLIS, 4_711),
          OperationKind.DEBIT,
          -1_250,
          "USD",
          0,
          "sale-000000000042",
          null,
          null,
          null,
          null,
          null,
          0,
          MILLIS,
          new Balance(98_750, 2_500, 96_250));

  @Benchmark
  public Buffer write() {
    return documents.receipt(debit);
  }
}
