package io.holdfast.authorize;

import io.vertx.core.Future;

/** Time as the use case knows it: it passes, and things are done after some of it. */
public interface Timers {
  /** Nanoseconds from an arbitrary moment; never goes back, whatever is done to the clock. */
  long nanoTime();

  /** Completes after so long, on the caller's event loop. */
  Future<Void> after(long millis);

  /** Does something again and again, on the caller's event loop, until told to stop. */
  Repetition every(long millis, Runnable action);

  /** What the future brings, or a failure if that takes longer. */
  <T> Future<T> within(long millis, Future<T> future);

  /** Something that is done again and again. */
  interface Repetition {
    void stop();
  }
}
