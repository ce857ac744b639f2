package io.holdfast.ledger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Brings an answer that several event loops wait for back to each of them.
 *
 * <p>What is bound to one loop may only continue there; a future shared by all completes on
 * whichever loop got the answer.
 */
public final class CallerContext {
  private CallerContext() {}

  /** The same outcome, on the event loop this is called from, or anywhere if on none. */
  public static <T> Future<T> on(Future<T> shared) {
    Context caller = Vertx.currentContext();
    if (caller == null || shared.isComplete()) {
      return shared;
    }
    Promise<T> local = Promise.promise();
    shared.onComplete(
        outcome ->
            caller.runOnContext(
                ignored -> {
                  if (outcome.succeeded()) {
                    local.complete(outcome.result());
                  } else {
                    local.fail(outcome.cause());
                  }
                }));
    return local.future();
  }
}
