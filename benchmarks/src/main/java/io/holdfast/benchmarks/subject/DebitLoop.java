package io.holdfast.benchmarks.subject;

import io.holdfast.benchmarks.load.WalletChoice;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Debits in a closed loop on one event loop. Started from any thread; its counts are read by others
 * when what {@link #run} returned is complete, {@link #achieved} at any time.
 */
final class DebitLoop {
  private static final long LATENCY_MAX_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Context context;
  private final int index;
  private final DebitPart part;

  final AtomicLong achieved = new AtomicLong();
  List<Histogram> seconds = List.of();
  long made;
  long failed;

  private WalletChoice choice;
  private long amount;
  private long from;
  private long to;
  private int underWay;
  private Promise<Void> end;

  DebitLoop(Context context, int index, DebitPart part) {
    this.context = context;
    this.index = index;
    this.part = part;
  }

  /**
   * Keeps so many debits under way until {@code to}.
   *
   * @param newFrom nanosecond clock reading from which they count
   */
  Future<Void> run(WalletChoice newChoice, int debits, long newAmount, long newFrom, long newTo) {
    achieved.set(0);
    Promise<Void> ended = Promise.promise();
    context.runOnContext(
        nothing -> {
          choice = newChoice;
          amount = newAmount;
          from = newFrom;
          to = newTo;
          made = 0;
          failed = 0;
          end = ended;
          underWay = debits;
          seconds = new ArrayList<>();
          for (long at = from; at < to; at += TimeUnit.SECONDS.toNanos(1)) {
            seconds.add(new Histogram(LATENCY_MAX_NANOS, 3));
          }
          for (int i = 0; i < debits; i++) {
            next();
          }
        });
    return ended.future();
  }

  private void next() {
    long began = System.nanoTime();
    if (began - to >= 0) {
      underWay--;
      if (underWay == 0) {
        end.complete();
      }
      return;
    }
    part.debit(index, choice.next(), amount)
        .onComplete(
            done -> {
              count(began, done.succeeded());
              next();
            });
  }

  private void count(long began, boolean succeeded) {
    long now = System.nanoTime();
    if (!succeeded) {
      failed++;
      return;
    }
    made++;
    if (now - from >= 0 && now - to < 0) {
      achieved.lazySet(achieved.get() + 1);
      int second = (int) ((now - from) / TimeUnit.SECONDS.toNanos(1));
      seconds.get(second).recordValue(Math.min(now - began, LATENCY_MAX_NANOS));
    }
  }
}
