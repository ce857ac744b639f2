package io.holdfast.benchmarks.micro;

import io.holdfast.operation.Details;
import io.holdfast.operation.HoldState;
import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Rules;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The decision alone, without IO. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RulesBenchmark {
  private static final long NOW_MILLIS = 1_790_000_000_000L;
  private static final long WALLET = 4_711;
  private static final long HOUSE = 12;

  private final Origin origin = new Origin(1, 1, OperationKey.of("till-7-000042"), 42);
  private final WalletRef target = new WalletRef(Ids.wallet(NOW_MILLIS, WALLET), "USD");
  private final WalletState wallet = new WalletState(10_000, 2_500, 0, WalletStatus.ACTIVE, 17);
  private final Operation debit =
      new Operation.Debit(origin, target, 2_500, false, Details.NONE, HOUSE);
  private final Operation unaffordable =
      new Operation.Debit(origin, target, 7_501, false, Details.NONE, HOUSE);
  private final Operation capture =
      new Operation.Capture(
          origin, new MovementRef(Ids.movement(NOW_MILLIS, WALLET, 16)), 1_000, true);
  private final Rules.Subject onHold =
      new Rules.Subject(
          Optional.of(new HoldState(2_500, 0, 0, HoldStatus.AUTHORIZED, NOW_MILLIS + 60_000)),
          0,
          false,
          NOW_MILLIS);

  @Benchmark
  public Rules.Decision approveDebit() {
    return Rules.decide(debit, wallet);
  }

  @Benchmark
  public Rules.Decision declineDebit() {
    return Rules.decide(unaffordable, wallet);
  }

  @Benchmark
  public Rules.Decision approveCapture() {
    return Rules.decide(capture, wallet, onHold);
  }
}
