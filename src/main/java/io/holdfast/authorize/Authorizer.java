package io.holdfast.authorize;

import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.vertx.core.Future;

/** The use case: applies operations durably, each once. Bound to one event loop. */
public final class Authorizer {
  /**
   * Applies an operation, or says why not.
   *
   * @return fails with a {@link io.holdfast.operation.Fault} only
   */
  public Future<Answer> submit(Operation operation) {
    throw new UnsupportedOperationException();
  }
}
