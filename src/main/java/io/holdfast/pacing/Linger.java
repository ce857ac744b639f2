package io.holdfast.pacing;

import java.util.concurrent.TimeUnit;

/**
 * Whether a sender that is free sends at once or lingers, so that more goes along. It lingers if
 * less waits than it sent the last time, and that came back within the last {@value #MILLIS} ms:
 * then more is likely on its way. Who comes alone, and whoever finds {@value #WORTH_SENDING}
 * waiting, is sent at once.
 *
 * <p>So the size of what is sent stays with the load instead of falling to whatever came while the
 * last was under way, and nothing is held back for more than {@value #MILLIS} ms. Confined to one
 * thread.
 */
public final class Linger {
  /** The longest that anything is held back. */
  public static final long MILLIS = 1;

  /** So many operations make a call or a statement cheap enough for each of them. */
  private static final int WORTH_SENDING = 16;

  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(MILLIS);

  private int lastSize;
  private long answeredNanos;

  /** Operations leave together. */
  public void sent(int size) {
    lastSize = size;
  }

  /**
   * They came back.
   *
   * @param nowNanos a reading of {@link System#nanoTime}
   */
  public void answered(long nowNanos) {
    answeredNanos = nowNanos;
  }

  /**
   * Whether to wait for more, {@link #MILLIS} at the most.
   *
   * @param waiting operations, at least 1
   * @param nowNanos a reading of {@link System#nanoTime}
   */
  public boolean expectsMore(int waiting, long nowNanos) {
    return waiting < Math.min(lastSize, WORTH_SENDING) && nowNanos - answeredNanos < NANOS;
  }
}
