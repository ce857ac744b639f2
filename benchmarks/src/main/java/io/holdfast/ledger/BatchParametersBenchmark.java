package io.holdfast.ledger;

import io.holdfast.operation.Details;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A batch of debits as parameters of the statement that posts it. The figure is for the batch;
 * divide by its size for an operation. It stands here to reach.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BatchParametersBenchmark {
  private static final long MILLIS = 1_790_000_000_000L;

  @Param({"1", "64"})
  public int batch;

  private final List<Operation> debits = new ArrayList<>();

  @Setup
  public void make() {
    for (int i = 0; i < batch; i++) {
      Origin origin = new Origin(1, 1, OperationKey.of("till-7-" + i), i);
      WalletRef wallet = new WalletRef(Ids.wallet(MILLIS, 4_711L + i), "USD");
      debits.add(
          new Operation.Debit(
              origin, wallet, 2_500, false, new Details(0, "sale-" + i, null, null), 12));
    }
  }

  @Benchmark
  public Tuple encode() {
    return OperationBatch.parameters(debits, business -> false, false);
  }
}
