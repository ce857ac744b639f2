package io.holdfast.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Keeps what is confined to an event loop on it. */
final class Loops {
  private Loops() {}

  /**
   * The same future, but completing on the event loop that calls this. For what comes from parts
   * that are shared by all loops, and may complete on any of them.
   */
  static <T> Future<T> here(Future<T> future) {
    if (future.isComplete()) {
      return future;
    }
    Context context = Vertx.currentContext();
    Thread thread = Thread.currentThread();
    Promise<T> promise = Promise.promise();
    future.onComplete(
        (result, failure) -> {
          if (Thread.currentThread().equals(thread)) {
            promise.complete(result, failure);
          } else {
            context.runOnContext(home -> promise.complete(result, failure));
          }
        });
    return promise.future();
  }
}
