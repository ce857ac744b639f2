package io.holdfast.pacing;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;

/**
 * A moment in which what comes gathers: however many ask for it, it is one, from the first of them
 * on, and what follows it is done once. Confined to one event loop.
 */
public final class Pause {
  private final Vertx vertx;
  private final long millis;
  private final Handler<Long> onTimer;
  private boolean underWay;

  /**
   * @param then what to do after it; may begin the next
   */
  public Pause(Vertx vertx, long millis, Runnable then) {
    this.vertx = vertx;
    this.millis = millis;
    this.onTimer =
        fired -> {
          underWay = false;
          then.run();
        };
  }

  /** Begins it, unless it is under way. */
  public void begin() {
    if (!underWay) {
      underWay = true;
      vertx.setTimer(millis, onTimer);
    }
  }
}
