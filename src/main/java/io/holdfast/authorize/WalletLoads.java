package io.holdfast.authorize;

import io.holdfast.gate.Gate;
import io.holdfast.ledger.CallerContext;
import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Lookups.Snapshot;
import io.holdfast.ledger.Lookups.Standing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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

  /** Loads under way in this process, by wallet number. */
  public static final class UnderWay {
    private final ConcurrentHashMap<Long, Future<Boolean>> loads = new ConcurrentHashMap<>();
  }

  private final Timers timers;
  private final Gate gate;
  private final Lookups lookups;
  private final UnderWay underWay;

  public WalletLoads(Timers timers, Gate gate, Lookups lookups, UnderWay underWay) {
    this.timers = timers;
    this.gate = gate;
    this.lookups = lookups;
    this.underWay = underWay;
  }

  /** Completes with whether the wallet is cached now. */
  Future<Boolean> load(long wallet) {
    Promise<Boolean> mine = Promise.promise();
    Future<Boolean> first = underWay.loads.putIfAbsent(wallet, mine.future());
    if (first != null) {
      return CallerContext.on(first);
    }
    timers
        .within(TIMEOUT_MILLIS, attempt(wallet, 1))
        .onComplete(nothing -> underWay.loads.remove(wallet, mine.future()))
        .onComplete(mine);
    return mine.future();
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
