package io.holdfast.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps each API key within its requests a second (generic cell rate algorithm): a key may send a
 * second's worth at once, and after that one request each interval.
 *
 * <p>One for the process, shared by all event loops. It remembers one number for each key that was
 * ever used, and only keys that exist get here.
 */
public final class RateLimiter {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final long intervalNanos;
  private final ConcurrentHashMap<Integer, AtomicLong> nextDue = new ConcurrentHashMap<>();

  /**
   * @param requestsPerSecond for each API key; 0 for no limit, at most 1,000,000,000
   */
  public RateLimiter(int requestsPerSecond) {
    if (requestsPerSecond < 0 || requestsPerSecond > SECOND_NANOS) {
      throw new IllegalArgumentException("requests per second: " + requestsPerSecond);
    }
    this.intervalNanos = requestsPerSecond == 0 ? 0 : SECOND_NANOS / requestsPerSecond;
  }

  /**
   * Counts a request of this key, if it is within the limit.
   *
   * @param nowNanos of {@link System#nanoTime()}
   * @return 0 if it is, else after how many nanoseconds it would be
   */
  long waitNanos(int key, long nowNanos) {
    if (intervalNanos == 0) {
      return 0;
    }
    AtomicLong due = nextDue.computeIfAbsent(key, unseen -> new AtomicLong(nowNanos));
    while (true) {
      long before = due.get();
      long start = before - nowNanos > 0 ? before : nowNanos;
      long after = start + intervalNanos;
      long excess = after - nowNanos - Math.max(SECOND_NANOS, intervalNanos);
      if (excess > 0) {
        return excess;
      }
      if (due.compareAndSet(before, after)) {
        return 0;
      }
    }
  }
}
