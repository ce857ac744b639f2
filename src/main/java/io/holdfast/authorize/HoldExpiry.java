package io.holdfast.authorize;

import io.holdfast.ledger.Ledger;
import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Lookups.Expired;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.vertx.core.Future;
import java.util.List;

/**
 * Releases authorizations whose time is over.
 *
 * <p>PostgreSQL says which those are, by its own clock, so it does not matter whether this process,
 * or any, was running at the moment. The key of an expiry is made from its hold: several instances
 * that find the same one release it once. Bound to one event loop.
 */
public final class HoldExpiry {
  /** Released together; while there are more, the next ones follow without a pause. */
  private static final int CHUNK = 500;

  private final Lookups lookups;
  private final Authorizer authorizer;
  private final Sweep sweep;

  public HoldExpiry(Timers timers, Lookups lookups, Ledger ledger, Authorizer authorizer) {
    this.lookups = lookups;
    this.authorizer = authorizer;
    this.sweep = new Sweep(timers, "release expired holds", ledger::isUp, this::round);
  }

  public void start() {
    sweep.start();
  }

  public void close() {
    sweep.close();
  }

  private Future<Boolean> round() {
    return lookups.expired(CHUNK).compose(expired -> release(expired).map(expired.size() == CHUNK));
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
