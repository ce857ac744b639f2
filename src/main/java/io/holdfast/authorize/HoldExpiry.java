package io.holdfast.authorize;

import io.holdfast.ledger.Ledger;
import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Lookups.Expired;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.vertx.core.Future;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases authorizations whose time is over.
 *
 * <p>PostgreSQL says which those are, by its own clock, so it does not matter whether this process,
 * or any, was running at the moment. The key of an expiry is made from its hold: several instances
 * that find the same one release it once. Bound to one event loop.
 */
public final class HoldExpiry {
  private static final Logger LOG = LoggerFactory.getLogger(HoldExpiry.class);
  private static final long PERIOD_MILLIS = 1_000;

  /** Released together; while there are more, the next ones follow without a pause. */
  private static final int CHUNK = 500;

  private final Timers timers;
  private final Lookups lookups;
  private final Ledger ledger;
  private final Authorizer authorizer;
  private boolean running;
  private boolean closed;
  private Timers.Repetition repetition;

  public HoldExpiry(Timers timers, Lookups lookups, Ledger ledger, Authorizer authorizer) {
    this.timers = timers;
    this.lookups = lookups;
    this.ledger = ledger;
    this.authorizer = authorizer;
  }

  public void start() {
    repetition = timers.every(PERIOD_MILLIS, this::tick);
  }

  public void close() {
    closed = true;
    if (repetition != null) {
      repetition.stop();
    }
  }

  private void tick() {
    if (running || !ledger.isUp()) {
      return;
    }
    running = true;
    sweep()
        .onFailure(failure -> LOG.warn("Could not release expired holds: {}", failure.getMessage()))
        .onComplete(nothing -> running = false);
  }

  private Future<Void> sweep() {
    return lookups
        .expired(CHUNK)
        .compose(
            expired ->
                release(expired)
                    .compose(
                        nothing ->
                            expired.size() == CHUNK && !closed
                                ? sweep()
                                : Future.succeededFuture()));
  }

  private Future<Void> release(List<Expired> expired) {
    return Future.join(expired.stream().map(over -> authorizer.submit(expiry(over))).toList())
        .mapEmpty();
  }

  private static Operation expiry(Expired over) {
    // A caller's key has no blanks, so it is never this one.
    OperationKey key = OperationKey.of("expiry of " + over.hold().id());
    return new Operation.Expire(new Origin(over.business(), 0, key, 0), over.hold());
  }
}
