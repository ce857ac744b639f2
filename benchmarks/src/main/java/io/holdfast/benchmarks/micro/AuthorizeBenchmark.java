package io.holdfast.benchmarks.micro;

import io.holdfast.authorize.Authorizer;
import io.holdfast.authorize.LoopTimers;
import io.holdfast.authorize.StaleWallets;
import io.holdfast.authorize.WalletLoads;
import io.holdfast.gate.Gate;
import io.holdfast.ledger.BookLookups;
import io.holdfast.ledger.GroupCommit;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
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
 * Debits that come in one tick, on their whole way without HTTP: reserved in Redis, committed in
 * PostgreSQL, answered. The figure is for all of them; divide by their number for an operation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AuthorizeBenchmark {
  private static final int LANES = 2;
  private static final int BATCH_MAX = 256;
  private static final int QUEUE_MAX = 4_096;
  private static final int READERS = 2;
  private static final int LOADED_AT_ONCE = 100;
  private static final int TIMEOUT_MILLIS = 10_000;

  @Param({"1", "16", "128"})
  public int tick;

  private Bookkeeping bookkeeping;
  private GroupCommit ledger;
  private Pool pool;
  private Authorizer authorizer;

  @Setup(Level.Trial)
  public void open() throws IOException, SQLException {
    bookkeeping = Bookkeeping.open();
    Gate gate = bookkeeping.gate(QUEUE_MAX);
    ledger = bookkeeping.ledger(LANES, BATCH_MAX, QUEUE_MAX);
    authorizer = bookkeeping.onLoop(() -> Future.succeededFuture(wire(gate)));
    // Every wallet once, so that none is still to be loaded into the cache.
    for (int loaded = 0; loaded < Bookkeeping.WALLETS; loaded += LOADED_AT_ONCE) {
      submit(LOADED_AT_ONCE);
    }
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    bookkeeping.onLoop(pool::close);
    bookkeeping.close();
  }

  @Benchmark
  public CompositeFuture debit() {
    return submit(tick);
  }

  private CompositeFuture submit(int size) {
    List<Operation> debits = bookkeeping.debits(size);
    return bookkeeping.onLoop(
        () -> {
          List<Future<Answer.Done>> answers = new ArrayList<>(size);
          for (Operation debit : debits) {
            // The cast is the check that each of them was made.
            answers.add(authorizer.submit(debit).map(Answer.Done.class::cast));
          }
          return Future.all(answers);
        });
  }

  private Authorizer wire(Gate gate) {
    Vertx vertx = bookkeeping.vertx();
    pool = bookkeeping.postgres().pool(vertx, READERS, QUEUE_MAX, TIMEOUT_MILLIS);
    BookLookups lookups = new BookLookups(vertx, pool);
    LoopTimers timers = new LoopTimers(vertx);
    WalletLoads loads = new WalletLoads(timers, gate, lookups, new WalletLoads.UnderWay());
    return new Authorizer(timers, gate, ledger, lookups, loads, new StaleWallets(timers, gate));
  }
}
