package io.holdfast.ledger;

import io.holdfast.foresight.Foreseen;
import io.holdfast.foresight.Foresight;
import io.holdfast.operation.Details;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Ids;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
 * A batch of debits that is decided ahead, as parameters of the statement that writes it, and with
 * its answers. The figure is for the batch; divide by its size for an operation. It stands here to
 * reach.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ForeseenBatchBenchmark {
  private static final long MILLIS = 1_790_000_000_000L;

  /** So much that no number of iterations spends it. */
  private static final long BALANCE = 1L << 52;

  @Param({"1", "64"})
  public int batch;

  private final Foresight foresight = new Foresight(10_000, 1, business -> false);
  private final List<Operation> debits = new ArrayList<>();

  /** Every wallet has just been credited. */
  @Setup
  public void make() {
    for (int i = 0; i < batch; i++) {
      Origin origin = new Origin(1, 1, OperationKey.of("till-7-" + i), i);
      WalletRef wallet = new WalletRef(Ids.wallet(MILLIS, 4_711L + i), "USD");
      Details details = new Details(0, "sale-" + i, null, null);
      debits.add(new Operation.Debit(origin, wallet, 1, false, details, 12));
      Operation deposit =
          new Operation.Credit(origin, OperationKind.DEPOSIT, wallet, 1, details, 12);
      foresight.learn(deposit, 1, credited(wallet));
    }
  }

  @Benchmark
  public Foreseen decide() {
    return foresight.foresee(debits, MILLIS);
  }

  @Benchmark
  public Tuple decideAndEncode() {
    return ForeseenBatch.parameters(foresight.foresee(debits, MILLIS));
  }

  @Benchmark
  public List<Receipt> decideAndAnswer() {
    return foresight.confirm(foresight.foresee(debits, MILLIS), MILLIS, Set.of());
  }

  private static Receipt credited(WalletRef wallet) {
    return new Receipt.Transaction(
        Ids.movement(MILLIS, wallet.number(), 1),
        wallet.id(),
        OperationKind.DEPOSIT,
        BALANCE,
        "USD",
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        1,
        MILLIS,
        new Balance(BALANCE, 0, BALANCE));
  }
}
