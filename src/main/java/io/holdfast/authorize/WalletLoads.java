package io.holdfast.authorize;

import io.holdfast.gate.Gate;
import io.holdfast.ledger.CallerContext;
import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Lookups.Snapshot;
import io.holdfast.ledger.Lookups.Standing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings wallets from PostgreSQL into the cache, each once, however many ask at the same moment.
 *
 * <p>The wallet is read after its pending operations were listed, and with it which of them it
 * shows; what it does not show is reserved again. A load that was overtaken is done again. One for
 * each event loop; loads under way are shared by all.
 */
public final class WalletLoads {
  /** Overtaken more often than this, the wallet stays uncached and PostgreSQL decides. */
  private static final int ATTEMPTS_MAX = 4;

  /** A server that does not answer must not keep everybody from trying again. */
  private static final long TIMEOUT_MILLIS = 1_000;

  /** Loads that this event loop has under way together; the next ones follow when they are done. */
  private static final int TOGETHER_MAX = 128;

  /** Loads waiting for their turn; whoever comes on top of that has PostgreSQL decide at once. */
  private static final int WAITING_MAX = 1_024;

  /** Loads under way in this process, by wallet number. */
  public static final class UnderWay {
    private final ConcurrentHashMap<Long, Future<Boolean>> loads = new ConcurrentHashMap<>();
  }

  private final Timers timers;
  private final Gate gate;
  private final Lookups lookups;
  private final UnderWay underWay;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private boolean busy;

  private record Waiting(long wallet, Promise<Boolean> done) {}

  public WalletLoads(Timers timers, Gate gate, Lookups lookups, UnderWay underWay) {
    this.timers = timers;
    this.gate = gate;
    this.lookups = lookups;
    this.underWay = underWay;
  }

  /** Completes with whether the wallet is cached now. */
  Future<Boolean> load(long wallet) {
    if (waiting.size() == WAITING_MAX) {
      return Future.failedFuture("too many wallets are to be loaded");
    }
    Promise<Boolean> mine = Promise.promise();
    Future<Boolean> first = underWay.loads.putIfAbsent(wallet, mine.future());
    if (first != null) {
      return CallerContext.on(first);
    }
    waiting.add(new Waiting(wallet, mine));
    if (!busy) {
      next();
    }
    return mine.future();
  }

  /** Those who wait, all at once: each step of all their loads is one call of a server. */
  private void next() {
    busy = !waiting.isEmpty();
    if (!busy) {
      return;
    }
    List<Future<?>> together = new ArrayList<>();
    while (together.size() < TOGETHER_MAX && !waiting.isEmpty()) {
      Waiting load = waiting.poll();
      together.add(
          timers
              .within(TIMEOUT_MILLIS, attempt(load.wallet(), 1))
              .onComplete(nothing -> underWay.loads.remove(load.wallet(), load.done().future()))
              .onComplete(load.done()));
    }
    Future.join(together).onComplete(nothing -> next());
  }

  private Future<Boolean> attempt(long wallet, int number) {
    return gate.beginLoad(wallet)
        .compose(
            load ->
                load.isEmpty() ? Future.succeededFuture(true) : read(wallet, load.get(), number));
  }

  private Future<Boolean> read(long wallet, Gate.Load load, int number) {
    return lookups
        .snapshot(wallet, load.pending())
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(false)
                    : end(wallet, load, found.get(), number));
  }

  private Future<Boolean> end(long wallet, Gate.Load load, Snapshot snapshot, int number) {
    List<UUID> uncommitted = new ArrayList<>(load.pending());
    uncommitted.removeAll(snapshot.committed());
    Standing standing = snapshot.wallet();
    return gate.endLoad(
            load,
            standing.business(),
            standing.id(),
            standing.currency(),
            standing.state(),
            uncommitted)
        .compose(
            cached ->
                cached || number == ATTEMPTS_MAX
                    ? Future.succeededFuture(cached)
                    : attempt(wallet, number + 1));
  }
}
