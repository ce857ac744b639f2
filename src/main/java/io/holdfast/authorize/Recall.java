package io.holdfast.authorize;

import io.holdfast.gate.Gate;
import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Refusal;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * A way in where nothing may move any more: what was done before is answered again, since a decline
 * would say that it was not, and everything else is refused. Changes nothing but that what it
 * answers for is not undone for being late. Bound to one event loop.
 *
 * <p>The gate is asked before the ledger, as by {@link Inquiry}: what is under way is not refused.
 */
final class Recall implements Submitter {
  private final Authorizer authorizer;
  private final Gate gate;
  private final Lookups lookups;

  Recall(Authorizer authorizer, Gate gate, Lookups lookups) {
    this.authorizer = authorizer;
    this.gate = gate;
    this.lookups = lookups;
  }

  @Override
  public Future<Answer> submit(Operation operation) {
    return gate.trace(operation.wallet(), operation.origin().key().hash())
        .map(Gate.Trace::pending)
        .otherwise(false)
        .compose(pending -> submit(operation, pending));
  }

  private Future<Answer> submit(Operation operation, boolean pending) {
    return lookups
        .review(operation.wallet(), operation.origin().key().hash())
        .compose(
            found -> {
              Optional<Posted.Repeated> taken =
                  found
                      .filter(review -> Authorizer.isOwn(operation, review.wallet()))
                      .flatMap(Lookups.Review::taken);
              if (taken.isEmpty()) {
                return Future.succeededFuture(
                    pending
                        ? new Answer.InProgress()
                        : new Answer.Refused(Refusal.ACCOUNT_BALANCES_DISABLED, 0, false));
              }
              return taken.get().kind() == OperationKind.RETRACT
                  ? submit(operation.withOrigin(operation.origin().nextAttempt()))
                  : authorizer.again(operation, false, taken.get());
            });
  }
}
