package io.holdfast.authorize;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** The timers of an event loop, by the machine's monotonic clock. */
public final class LoopTimers implements Timers {
  private final Vertx vertx;

  public LoopTimers(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Future<Void> after(long millis) {
    return vertx.timer(millis).mapEmpty();
  }

  @Override
  public Repetition every(long millis, Runnable action) {
    long timer = vertx.setPeriodic(millis, nothing -> action.run());
    return () -> vertx.cancelTimer(timer);
  }

  @Override
  public <T> Future<T> within(long millis, Future<T> future) {
    return future.timeout(millis, TimeUnit.MILLISECONDS);
  }
}
