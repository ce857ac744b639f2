package io.holdfast.api;

import java.time.Duration;

/** Waiting for what happens by itself. */
final class Deadline {
  private static final long PAUSE_MILLIS = 10;

  private Deadline() {}

  /** What is to become true; it throws an {@link AssertionError} as long as it is not. */
  interface Claim {
    void check() throws Exception;
  }

  /** Checks again and again until the claim holds; the last failure if it does not in time. */
  static void within(Duration limit, Claim claim) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        claim.check();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("not within " + limit, notYet);
        }
      } catch (Exception failure) {
        throw new AssertionError(failure);
      }
      pause();
    }
  }

  /** Lets the clock go on, so that the next thing happens at a later millisecond. */
  static void nextMillisecond() {
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() <= now + 1) {
      Thread.onSpinWait();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
