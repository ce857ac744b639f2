package io.holdfast.benchmarks.micro;

import io.holdfast.gate.Gate;
import io.holdfast.gate.Reservation;
import io.holdfast.operation.Operation;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
 * Debits of one tick, reserved by a real Redis in one go, and then settled in another. The figure
 * is for both and for all of them; divide by their number for an operation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GateBenchmark {
  private static final long CACHED = 100_000_000_000L;

  @Param({"1", "16", "128"})
  public int tick;

  private Bookkeeping bookkeeping;
  private Gate gate;

  @Setup(Level.Trial)
  public void open() throws IOException, SQLException {
    bookkeeping = Bookkeeping.open();
    gate = bookkeeping.gate(2 * tick);
    for (UUID wallet : bookkeeping.wallets()) {
      bookkeeping.onLoop(() -> cache(wallet));
    }
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    bookkeeping.close();
  }

  @Benchmark
  public CompositeFuture reserveAndSettle() {
    List<Operation> debits = bookkeeping.debits(tick);
    return bookkeeping.onLoop(
        () -> {
          List<Future<Reservation.Reserved>> reserved = new ArrayList<>(tick);
          for (Operation debit : debits) {
            // The cast is the check that each of them was made.
            reserved.add(gate.reserve(debit).map(Reservation.Reserved.class::cast));
          }
          return Future.all(reserved).compose(all -> settle(debits));
        });
  }

  private Future<CompositeFuture> settle(List<Operation> debits) {
    List<Future<Void>> settled = new ArrayList<>(tick);
    for (Operation debit : debits) {
      settled.add(gate.settle(debit));
    }
    return Future.all(settled).map(all -> all);
  }

  private Future<Boolean> cache(UUID wallet) {
    WalletState state = new WalletState(CACHED, 0, 0, WalletStatus.ACTIVE, 2);
    return gate.beginLoad(Ids.number(wallet))
        .compose(
            load ->
                gate.endLoad(
                    load.orElseThrow(), bookkeeping.business(), wallet, "USD", state, List.of()));
  }
}
