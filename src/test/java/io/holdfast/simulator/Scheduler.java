package io.holdfast.simulator;

import io.holdfast.authorize.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Virtual time, and everything that is to happen in it. The only source of order and chance. */
final class Scheduler {
  final SplittableRandom random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::atMicros).thenComparingLong(Event::tie));
  private long nowMicros;
  private long count;

  private record Event(long atMicros, long tie, Runnable action) {}

  Scheduler(long seed) {
    random = new SplittableRandom(seed);
  }

  long nowMicros() {
    return nowMicros;
  }

  long nowMillis() {
    return nowMicros / 1_000;
  }

  /** Something that happens so much later, after what was planned for the same moment. */
  void in(long micros, Runnable action) {
    events.add(new Event(nowMicros + micros, count++, action));
  }

  /** Lets the next thing happen; false if there is nothing to happen before this moment. */
  boolean step(long untilMicros) {
    Event next = events.peek();
    if (next == null || next.atMicros() > untilMicros) {
      nowMicros = untilMicros;
      return false;
    }
    events.poll();
    nowMicros = next.atMicros();
    next.action().run();
    return true;
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  /** Timers of a process: nothing fires once it is dead. */
  Timers timers(BooleanSupplier alive) {
    return new Timers() {
      @Override
      public long nanoTime() {
        return nowMicros * 1_000;
      }

      @Override
      public Future<Void> after(long millis) {
        Promise<Void> promise = Promise.promise();
        in(
            millis * 1_000,
            () -> {
              if (alive.getAsBoolean()) {
                promise.complete();
              }
            });
        return promise.future();
      }

      @Override
      public Repetition every(long millis, Runnable action) {
        boolean[] stopped = new boolean[1];
        repeat(millis, action, stopped);
        return () -> stopped[0] = true;
      }

      private void repeat(long millis, Runnable action, boolean[] stopped) {
        in(
            millis * 1_000,
            () -> {
              if (alive.getAsBoolean() && !stopped[0]) {
                action.run();
                repeat(millis, action, stopped);
              }
            });
      }

      @Override
      public <T> Future<T> within(long millis, Future<T> future) {
        Promise<T> promise = Promise.promise();
        future.onComplete(promise::tryComplete, promise::tryFail);
        after(millis).onSuccess(nothing -> promise.tryFail("too late"));
        return promise.future();
      }
    };
  }
}
