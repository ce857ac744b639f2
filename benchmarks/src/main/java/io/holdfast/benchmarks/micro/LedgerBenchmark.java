package io.holdfast.benchmarks.micro;

import io.holdfast.ledger.GroupCommit;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Operation;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A batch of debits, committed by a real PostgreSQL with everything durable. The figure is for the
 * batch; divide by its size for an operation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LedgerBenchmark {
  @Param({"1", "16", "128"})
  public int batch;

  private Bookkeeping bookkeeping;
  private GroupCommit ledger;

  @Setup(Level.Trial)
  public void open() throws IOException, SQLException {
    bookkeeping = Bookkeeping.open();
    ledger = bookkeeping.ledger(1, batch, batch);
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    bookkeeping.close();
  }

  @Benchmark
  public CompositeFuture commit() {
    List<Operation> debits = bookkeeping.debits(batch);
    return bookkeeping.onLoop(
        () -> {
          List<Future<Posted.Applied>> posted = new ArrayList<>(batch);
          for (Operation debit : debits) {
            // The cast is the check that each of them was made.
            posted.add(ledger.post(debit).map(Posted.Applied.class::cast));
          }
          return Future.all(posted);
        });
  }
}
