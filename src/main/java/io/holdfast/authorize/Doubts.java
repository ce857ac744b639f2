package io.holdfast.authorize;

import io.holdfast.ledger.Ledger;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.vertx.core.Future;

/**
 * Finds out how a commit ended whose answer was lost, while the caller still waits.
 *
 * <p>A retraction under the operation's own key settles it either way: it is refused as a
 * repetition if the operation was committed, and if not, it takes the key, so that the lost
 * statement cannot commit any more. Bound to one event loop.
 */
final class Doubts {
  /** How long a caller is kept waiting for certainty before it is told that there is none. */
  private static final long PATIENCE_MILLIS = 3_000;

  private static final long PAUSE_MILLIS = 50;

  private final Timers timers;
  private final Ledger ledger;

  Doubts(Timers timers, Ledger ledger) {
    this.timers = timers;
    this.ledger = ledger;
  }

  /** Whether this failure leaves open how the commit ended. */
  static boolean concerns(Throwable failure) {
    return failure instanceof Fault fault && fault.outcome() == Fault.Outcome.UNKNOWN;
  }

  /**
   * Whether an operation was committed after all.
   *
   * @return the change that has the operation's key; fails as not applied if there is none and
   *     never will be, or with the doubt itself if PostgreSQL stays away
   */
  Future<Posted.Repeated> find(Operation operation, Throwable doubt) {
    return retract(operation, doubt, timers.nanoTime());
  }

  private Future<Posted.Repeated> retract(Operation operation, Throwable doubt, long sinceNanos) {
    Operation retraction =
        new Operation.Block(operation.origin(), OperationKind.RETRACT, operation.wallet());
    return ledger
        .post(retraction)
        .transform(
            result -> {
              if (result.failed()) {
                return again(operation, doubt, sinceNanos);
              }
              return result.result() instanceof Posted.Repeated found
                      && found.kind() != OperationKind.RETRACT
                  ? Future.succeededFuture(found)
                  : Future.failedFuture(Fault.notApplied("the commit was lost", doubt));
            });
  }

  private Future<Posted.Repeated> again(Operation operation, Throwable doubt, long sinceNanos) {
    if (timers.nanoTime() - sinceNanos > PATIENCE_MILLIS * 1_000_000) {
      return Future.failedFuture(doubt);
    }
    return timers.after(PAUSE_MILLIS).compose(nothing -> retract(operation, doubt, sinceNanos));
  }
}
