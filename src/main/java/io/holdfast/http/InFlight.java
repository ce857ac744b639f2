package io.holdfast.http;

import java.util.function.BooleanSupplier;

/**
 * The requests that an event loop has begun to read and not done with, oldest first: how old they
 * are decides when to give up on them, and how many of them are worked on, whether another may be.
 *
 * <p>A request counts as worked on once all of it is there. Whoever sends slowly takes no place
 * from others.
 *
 * <p>Confined to its event loop. A linked list through the requests themselves, so that entering
 * and leaving cost no timer and no allocation.
 */
final class InFlight {
  private final int max;
  private final BooleanSupplier overdue;
  private Exchange oldest;
  private Exchange newest;
  private int working;

  /**
   * @param max that are worked on at a time
   * @param overdue whether what moves money waits too long already for more to be taken in
   */
  InFlight(int max, BooleanSupplier overdue) {
    this.max = max;
    this.overdue = overdue;
  }

  /** How many are worked on. */
  int count() {
    return working;
  }

  /**
   * Whether one more can be worked on.
   *
   * @param moves whether it goes into the queue that may be overdue
   */
  boolean hasRoom(boolean moves) {
    return working < max && !(moves && overdue.getAsBoolean());
  }

  void beginWork() {
    working++;
  }

  void endWork() {
    working--;
  }

  /** Takes in a request whose head is there. */
  void enter(Exchange exchange) {
    exchange.older = newest;
    if (newest == null) {
      oldest = exchange;
    } else {
      newest.newer = exchange;
    }
    newest = exchange;
  }

  /** Lets a request go that was taken in. */
  void leave(Exchange exchange) {
    if (exchange.older == null) {
      oldest = exchange.newer;
    } else {
      exchange.older.newer = exchange.newer;
    }
    if (exchange.newer == null) {
      newest = exchange.older;
    } else {
      exchange.newer.older = exchange.older;
    }
    exchange.older = null;
    exchange.newer = null;
  }

  /** Expires every request that began before this moment of {@link System#nanoTime()}. */
  void expireBefore(long nanos) {
    while (oldest != null && oldest.startedNanos() - nanos < 0) {
      oldest.expire();
    }
  }
}
