package io.holdfast.http;

import java.util.concurrent.TimeUnit;

/**
 * How long a batch waits for its caller. Times are readings of {@link System#nanoTime}. Confined to
 * one event loop.
 */
final class BatchPatience {
  /** A caller that sends nothing, or takes nothing, for so long is given up. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** While the service stops, a caller that has nothing under way is left after so long. */
  private static final long LEAVING_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The longest that a batch may take. */
  private static final long TIME_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final long startedNanos;
  private long heardNanos;
  private long blockedNanos;
  private boolean blocked;

  /**
   * @param startedNanos when the request came
   */
  BatchPatience(long startedNanos, long nowNanos) {
    this.startedNanos = startedNanos;
    this.heardNanos = nowNanos;
  }

  /** The caller sent something, or may send again. */
  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  /** The caller does not take what it is given. */
  void blocked(long nowNanos) {
    blockedNanos = nowNanos;
    blocked = true;
  }

  /** It has taken it. */
  void unblocked() {
    blocked = false;
  }

  /**
   * Whether the caller is given up.
   *
   * @param awaited whether it is the caller's turn to send
   * @param leaving whether the service wants to stop
   */
  boolean isOver(boolean awaited, boolean leaving, long nowNanos) {
    boolean silent = awaited && nowNanos - heardNanos > (leaving ? LEAVING_NANOS : SILENCE_NANOS);
    boolean stuck = blocked && nowNanos - blockedNanos > SILENCE_NANOS;
    return silent || stuck || nowNanos - startedNanos > TIME_NANOS;
  }
}
