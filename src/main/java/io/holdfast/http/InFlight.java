package io.holdfast.http;

/**
 * The requests that an event loop is working on, oldest first: how many there are decides whether
 * another may begin, and how old they are, when to give up on them.
 *
 * <p>Confined to its event loop. A linked list through the requests themselves, so that entering
 * and leaving cost no timer and no allocation.
 */
final class InFlight {
  private final int max;
  private Exchange oldest;
  private Exchange newest;
  private int count;

  InFlight(int max) {
    this.max = max;
  }

  int count() {
    return count;
  }

  /** Takes a request in, unless there are too many already. */
  boolean enter(Exchange exchange) {
    if (count >= max) {
      return false;
    }
    exchange.older = newest;
    if (newest == null) {
      oldest = exchange;
    } else {
      newest.newer = exchange;
    }
    newest = exchange;
    count++;
    return true;
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
    count--;
  }

  /** Expires every request that began before this moment of {@link System#nanoTime()}. */
  void expireBefore(long nanos) {
    while (oldest != null && oldest.startedNanos() - nanos < 0) {
      oldest.expire();
    }
  }
}
