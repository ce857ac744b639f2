package io.holdfast.ledger;

import io.holdfast.operation.Operation;
import io.vertx.core.Future;

/** Where operations become durable, each once. Bound to one event loop. */
public interface Ledger {
  /** Whether there is anything to commit on. */
  boolean isUp();

  /** Whether what is posted one after the other is committed in that order. */
  boolean keepsOrder();

  /**
   * Commits an operation, or finds out why not.
   *
   * @return fails with a {@link io.holdfast.operation.Fault}: not applied when it was never sent or
   *     was refused as a whole, unknown when the answer of its commit was lost
   */
  Future<Posted> post(Operation operation);
}
