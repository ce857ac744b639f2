package io.holdfast.ledger;

import io.holdfast.operation.Details;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What PostgreSQL answered to a debit, read into a receipt. It stands here to reach. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PostedRowBenchmark {
  private static final long MILLIS = 1_790_000_000_000L;

  private final WalletRef wallet = new WalletRef(Ids.wallet(MILLIS, 4_711), "USD");
  private final Operation debit =
      new Operation.Debit(
          new Origin(1, 1, OperationKey.of("till-7-000042"), 42),
          wallet,
          2_500,
          false,
          Details.NONE,
          12);
  private final Row row =
      new Columns(
          new Object[] {
            1,
            (short) 0,
            17L,
            OffsetDateTime.of(2026, 11, 26, 4, 30, 0, 0, ZoneOffset.UTC),
            wallet.id(),
            "USD",
            -2_500L,
            0L,
            97_500L,
            2_500L,
            95_000L,
            null,
            null,
            0
          });

  /** Columns that are there already, as after the driver has read them. */
  private static final class Columns implements Row {
    private final Object[] values;

    Columns(Object[] values) {
      this.values = values;
    }

    @Override
    public String getColumnName(int position) {
      return null;
    }

    @Override
    public int getColumnIndex(String column) {
      return -1;
    }

    @Override
    public Object getValue(int position) {
      return values[position];
    }

    @Override
    public Tuple addValue(Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public void clear() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Class<?>> types() {
      return List.of();
    }
  }

  @Benchmark
  public Posted decode() {
    return PostedRow.read(row, debit);
  }
}
