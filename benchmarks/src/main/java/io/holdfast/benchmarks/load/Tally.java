package io.holdfast.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * What one thread has counted. Written by that thread; read by others when it is done.
 *
 * <p>What does not count is recorded all the same, in a place that nobody reads: so the code of the
 * window is compiled before the window, and its first moments are measured like the others.
 */
final class Tally {
  static final long LATENCY_MAX_NANOS = TimeUnit.SECONDS.toNanos(60);
  static final int STATUSES = 600;
  private static final int FAILURES_KEPT = 5;

  private final Window window;
  private final Outcome expected;

  /** Of whole units, one histogram for each second of the window. */
  final List<Histogram> seconds = new ArrayList<>();

  /** Of the requests of a unit, by their place in it, if they are several. */
  final List<Histogram> steps = new ArrayList<>();

  final Histogram lag = histogram();
  final long[] statuses = new long[STATUSES];
  final List<String> failures = new ArrayList<>();

  /** Ended as they are meant to, within the window; also read while it is counted. */
  final AtomicLong achieved = new AtomicLong();

  /** Ended in any way, also outside of the window; also read while it is counted. */
  final AtomicLong ended = new AtomicLong();

  /** Of the units that count, by outcome. */
  private final Outcomes outcomes = new Outcomes();

  private final Histogram unread = histogram();
  private final long[] unreadStatuses = new long[STATUSES];
  private final Outcomes unreadOutcomes = new Outcomes();

  long unexpectedInAll;
  long refusedInAll;
  long scheduled;
  long unanswered;

  /**
   * The time that counts.
   *
   * @param from nanosecond clock reading
   * @param to the first reading that counts no more
   */
  record Window(long from, long to) {
    boolean has(long nanos) {
      return nanos - from >= 0 && nanos - to < 0;
    }
  }

  private static final class Outcomes {
    long succeeded;
    long declined;
    long refused;
    long failed;

    void add(Outcome outcome) {
      switch (outcome) {
        case SUCCEEDED -> succeeded++;
        case DECLINED -> declined++;
        case REFUSED -> refused++;
        case FAILED -> failed++;
      }
    }
  }

  Tally(Window window, Mix mix) {
    this.window = window;
    this.expected = mix.expected();
    long length = window.to() - window.from();
    for (long at = 0; at < length; at += TimeUnit.SECONDS.toNanos(1)) {
      seconds.add(histogram());
    }
    mix.steps().forEach(step -> steps.add(histogram()));
  }

  static Histogram histogram() {
    Histogram histogram = new Histogram(LATENCY_MAX_NANOS, 3);
    histogram.setAutoResize(false);
    return histogram;
  }

  /** Whether a unit counts that began, or was meant to begin, then and is over now. */
  boolean counts(boolean open, long intended, long now) {
    return window.has(open ? intended : now);
  }

  void step(boolean counts, int place, long nanos) {
    if (place < steps.size()) {
      (counts ? steps.get(place) : unread).recordValue(bounded(nanos));
    }
  }

  void unit(boolean counts, Outcome outcome, long intended, long now) {
    ended.lazySet(ended.get() + 1);
    int one = outcome == expected && window.has(now) ? 1 : 0;
    achieved.lazySet(achieved.get() + one);
    refusedInAll += outcome == Outcome.REFUSED ? 1 : 0;
    (counts ? outcomes : unreadOutcomes).add(outcome);
    if (outcome == Outcome.SUCCEEDED || outcome == Outcome.DECLINED) {
      (counts ? seconds.get(second(now)) : unread).recordValue(bounded(now - intended));
    }
  }

  /** How many of the units that count ended so. */
  long outcomes(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> outcomes.succeeded;
      case DECLINED -> outcomes.declined;
      case REFUSED -> outcomes.refused;
      case FAILED -> outcomes.failed;
    };
  }

  void status(int status, long now) {
    (window.has(now) ? statuses : unreadStatuses)[status]++;
  }

  void late(long intended, long nanos) {
    boolean counts = window.has(intended);
    scheduled += counts ? 1 : 0;
    (counts ? lag : unread).recordValue(bounded(nanos));
  }

  /** A unit ended otherwise than it is meant to. */
  void unexpected(String answer) {
    unexpectedInAll++;
    fail(answer);
  }

  void fail(String what) {
    if (failures.size() < FAILURES_KEPT) {
      failures.add(what);
    }
  }

  private int second(long now) {
    long second = (now - window.from()) / TimeUnit.SECONDS.toNanos(1);
    return (int) Math.min(seconds.size() - 1, Math.max(0, second));
  }

  private static long bounded(long nanos) {
    return Math.max(0, Math.min(nanos, LATENCY_MAX_NANOS));
  }
}
