package io.holdfast.vitals;

import io.holdfast.ledger.Proofs;
import io.holdfast.metrics.MeterReading;
import io.holdfast.metrics.Metrics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Takes an instance's vital signs once a second, while somebody watches and a little longer.
 *
 * <p>One for the process, on the event loop where it was made. Watching begins and ends from any
 * event loop; a watcher is told on its own.
 */
public final class Pulse {
  /** Streams cost little, but each is a connection that stays. */
  static final int WATCHERS_MAX = 32;

  /** Of one business, so that one does not keep out the others. */
  static final int OF_BUSINESS_MAX = 8;

  /** What whoever comes back, or comes new, is shown of what went before. */
  static final int KEPT_MAX = 60;

  private static final long PERIOD_MILLIS = 1_000;

  /** Goes on for so long without a watcher: one that reconnects misses nothing. */
  private static final int ALONE_MAX = 15;

  /**
   * What the pulse is taken of.
   *
   * @param routes whose requests move or hold money
   * @param probes of the servers it works with
   * @param walks how far the book is proven; asked once a second
   * @param bookMillis the time since 1970 by the book's clock
   * @param operator whether a business is that of whoever runs the service, by its number
   */
  public record Body(
      Metrics metrics,
      Set<String> routes,
      List<Probe> probes,
      Supplier<Future<List<Proofs.Walk>>> walks,
      LongSupplier bookMillis,
      IntPredicate operator) {}

  /** Whether one more may watch. */
  public enum Admission {
    TAKEN,
    /** As many watch as the process allows. */
    ALL_TAKEN,
    /** As many watch as one business may have. */
    BUSINESS_HAS_ITS_SHARE
  }

  private final Supplier<String> instance;
  private final String run = Integer.toHexString(ThreadLocalRandom.current().nextInt()) + "-";
  private final Body body;
  private final Vertx vertx;
  private final Context home;
  private final RecentDeclines declines = new RecentDeclines();

  /* Guarded by itself. */
  private final Map<Integer, Integer> watching = new HashMap<>();

  /* On the event loop of the pulse. */
  private final List<Watch> watches = new ArrayList<>();
  private final ArrayDeque<VitalSigns> kept = new ArrayDeque<>();
  private List<Proofs.Walk> lastWalks;
  private MeterReading before;
  private long beforeNanos;
  private long timer = -1;
  private long last;
  private int alone;
  private boolean readingWalks;
  private boolean closed;

  /**
   * To be made on the event loop that it shall have.
   *
   * @param instance a name by which its operator tells it from others; asked from any thread
   */
  public Pulse(Vertx vertx, Supplier<String> instance, Body body) {
    this.vertx = vertx;
    this.home = vertx.getOrCreateContext();
    this.instance = instance;
    this.body = body;
  }

  /** By which its operator tells it from others. */
  public String instance() {
    return instance.get();
  }

  /** Tells this process's vital signs from those of any other: what their ids begin with. */
  public String run() {
    return run;
  }

  /** Whether a business may see what the instance does for all. From any thread. */
  public boolean isOperator(int business) {
    return body.operator().test(business);
  }

  public RecentDeclines declines() {
    return declines;
  }

  /** Takes a place among the watchers, to be given back by {@link #leave}. From any thread. */
  public Admission admit(int business) {
    synchronized (watching) {
      if (watching.getOrDefault(business, 0) >= OF_BUSINESS_MAX) {
        return Admission.BUSINESS_HAS_ITS_SHARE;
      }
      if (watching.values().stream().mapToInt(Integer::intValue).sum() >= WATCHERS_MAX) {
        return Admission.ALL_TAKEN;
      }
      watching.merge(business, 1, Integer::sum);
      return Admission.TAKEN;
    }
  }

  /** Gives back a place. From any thread. */
  public void leave(int business) {
    synchronized (watching) {
      watching.computeIfPresent(business, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Somebody who watches. */
  public final class Watch {
    private final Context context;
    private final Consumer<VitalSigns> shown;

    private Watch(Context context, Consumer<VitalSigns> shown) {
      this.context = context;
      this.shown = shown;
    }

    private void show(VitalSigns signs) {
      context.runOnContext(nothing -> shown.accept(signs));
    }

    /** Shows nothing more, but for what is on its way already. */
    public void end() {
      home.runOnContext(nothing -> watches.remove(this));
    }
  }

  /**
   * Begins to watch, on the caller's event loop: what is kept from before first.
   *
   * @param after number of the last vital signs that were seen; 0 for none
   */
  public Watch watch(long after, Consumer<VitalSigns> shown) {
    Watch watch = new Watch(vertx.getOrCreateContext(), shown);
    home.runOnContext(
        nothing -> {
          kept.stream().filter(signs -> signs.number() > after).forEach(watch::show);
          watches.add(watch);
          begin();
        });
    return watch;
  }

  /** Takes no pulse any more. On its event loop. */
  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }

  private void begin() {
    alone = 0;
    if (timer == -1 && !closed) {
      kept.clear();
      read();
      probe();
      timer = vertx.setPeriodic(PERIOD_MILLIS, tick -> take());
    }
  }

  private void take() {
    if (watches.isEmpty() && ++alone > ALONE_MAX) {
      vertx.cancelTimer(timer);
      timer = -1;
      return;
    }
    MeterReading earlier = before;
    long earlierNanos = beforeNanos;
    read();
    VitalSigns signs =
        new VitalSigns(
            ++last,
            body.bookMillis().getAsLong(),
            Math.max(1, TimeUnit.NANOSECONDS.toMillis(beforeNanos - earlierNanos)),
            Traffic.between(earlier, before),
            body.probes().stream().map(Probe::part).toList(),
            lastWalks,
            before.quarantined());
    if (kept.size() == KEPT_MAX) {
      kept.removeFirst();
    }
    kept.addLast(signs);
    watches.forEach(watch -> watch.show(signs));
    probe();
  }

  private void read() {
    before = body.metrics().read(body.routes()::contains);
    beforeNanos = System.nanoTime();
  }

  /** What is answered is in the next vital signs; they wait for nothing. */
  private void probe() {
    body.probes().forEach(Probe::ask);
    if (!readingWalks) {
      readingWalks = true;
      body.walks()
          .get()
          .onComplete(
              (walks, failure) -> {
                readingWalks = false;
                if (failure == null) {
                  lastWalks = walks;
                }
              });
    }
  }
}
