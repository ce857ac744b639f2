package io.holdfast.authorize;

import io.holdfast.operation.Answer;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.vertx.core.Future;

/** A way in for operations: by themselves, or as one of many that keep an order. */
public interface Submitter {
  /**
   * Applies an operation, or says why not.
   *
   * @return fails with a {@link Fault} only
   */
  Future<Answer> submit(Operation operation);
}
