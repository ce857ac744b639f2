package io.holdfast.benchmarks.load;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** When the units of one thread are to begin. Confined to that thread. */
sealed interface Arrivals {
  /** Units are to begin that have not begun by {@code now}, and whatever waits for a connection. */
  boolean due(long now);

  /** Takes what has waited longest; only if something is {@link #due}. */
  long take(long now);

  /** Nothing will be due any more. */
  boolean over(long now);

  /**
   * Nanoseconds to the next of them; {@link Long#MAX_VALUE} if nothing but an answer brings one.
   */
  long nanosToNext(long now);

  /** Those whose time has come and that nobody has taken. */
  long waiting();

  /** One whenever a connection is free, until the end. */
  final class WhenFree implements Arrivals {
    private final long end;
    private long left;

    /**
     * Until a time, or a number of them.
     *
     * @param end clock reading from which there are no more
     */
    WhenFree(long end, long most) {
      this.end = end;
      this.left = most;
    }

    @Override
    public boolean due(long now) {
      return left > 0 && now - end < 0;
    }

    @Override
    public long take(long now) {
      left--;
      return now;
    }

    @Override
    public boolean over(long now) {
      return !due(now);
    }

    @Override
    public long nanosToNext(long now) {
      return Long.MAX_VALUE;
    }

    @Override
    public long waiting() {
      return 0;
    }
  }

  /** Every {@code threads}th of evenly spaced times, whether or not anything is free for it. */
  final class Scheduled implements Arrivals {
    private final double perSecond;
    private final long start;
    private final long end;
    private final int threads;
    private final Tally tally;
    private final ArrayDeque<Long> come = new ArrayDeque<>();
    private long number;
    private long next;

    Scheduled(double perSecond, long start, long end, int index, int threads, Tally tally) {
      this.perSecond = perSecond;
      this.start = start;
      this.end = end;
      this.threads = threads;
      this.tally = tally;
      this.number = index;
      this.next = timeOf(number);
    }

    @Override
    public boolean due(long now) {
      while (next - now <= 0 && next - end < 0) {
        // The driver itself is late by this much; what happens from now on is the target's doing.
        tally.late(next, now - next);
        come.add(next);
        number += threads;
        next = timeOf(number);
      }
      return !come.isEmpty();
    }

    @Override
    public long take(long now) {
      return come.remove();
    }

    @Override
    public boolean over(long now) {
      return next - end >= 0 && come.isEmpty();
    }

    @Override
    public long nanosToNext(long now) {
      return next - end >= 0 ? Long.MAX_VALUE : next - now;
    }

    @Override
    public long waiting() {
      return come.size();
    }

    private long timeOf(long n) {
      return start + Math.round(n / perSecond * TimeUnit.SECONDS.toNanos(1));
    }
  }
}
