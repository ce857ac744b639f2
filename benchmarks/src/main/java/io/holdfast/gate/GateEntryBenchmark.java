package io.holdfast.gate;

import io.holdfast.operation.Details;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A debit's entry in a call of the gate's script, and what it is told. It stands here to reach. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateEntryBenchmark {
  private static final LuaScript SCRIPT = LuaScript.load("gate");
  private static final long MILLIS = 1_790_000_000_000L;

  private final Operation debit =
      new Operation.Debit(
          new Origin(1, 1, OperationKey.of("till-7-000042"), 42),
          new WalletRef(Ids.wallet(MILLIS, 4_711), "USD"),
          2_500,
          false,
          Details.NONE,
          12);
  private final GateCall.Reply reserved = new GateCall.Reply(0, new Available(96_250));

  /** As the Redis client gives it. */
  private record Available(long units) implements Response {
    @Override
    public ResponseType type() {
      return ResponseType.NUMBER;
    }

    @Override
    public Long toLong() {
      return units;
    }
  }

  @Benchmark
  public Object encode() {
    GateEntry entry = new GateEntry.Reserve(debit, 0);
    ScriptCall call = new ScriptCall(entry.keys(), entry.arguments());
    entry.addKeys(call);
    entry.addArguments(call);
    return call.byDigest(SCRIPT);
  }

  @Benchmark
  public Reservation decode() {
    return RedisGate.reservation(reserved);
  }
}
