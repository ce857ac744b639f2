package io.holdfast.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One thread of the driver with its share of the connections. */
final class LoadThread implements Runnable {
  /**
   * Waiting in vain for this long ends the run: the target hangs. Each wait counts for no more than
   * it was meant to take, since the clock also goes on while a virtual machine is paused.
   */
  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final long WAIT_MILLIS = 1_000;

  /** A selector cannot wait for less. */
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * Between looks at schedule and sockets while a unit is due within the millisecond. What becomes
   * due meanwhile is sent together, and is late by up to this, which counts as its latency and as
   * the driver's lag: a driver that wakes for each by itself takes a third more of the processor,
   * and keeps those awake that it asks.
   */
  private static final long SHORT_WAIT_NANOS = 500_000;

  private final Target target;
  private final Mix mix;
  private final Caller caller;
  private final int connections;
  private final int index;
  private final int threads;
  private final boolean open;
  private final Arrivals arrivals;
  private final boolean mayBeRefused;
  private final Tally tally;

  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private long begun;
  private int underWay;
  private long waitedInVain;

  /**
   * One of several.
   *
   * @param connections of this thread alone
   * @param index of this thread among {@code threads}
   */
  LoadThread(
      Load load,
      Caller caller,
      int connections,
      int index,
      Arrivals arrivals,
      boolean mayBeRefused,
      Tally tally) {
    this.target = caller.target();
    this.mix = load.mix();
    this.caller = caller;
    this.connections = connections;
    this.index = index;
    this.threads = load.threads();
    this.open = arrivals instanceof Arrivals.Scheduled;
    this.arrivals = arrivals;
    this.mayBeRefused = mayBeRefused;
    this.tally = tally;
  }

  @Override
  public void run() {
    List<Connection> opened = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        Connection connection = new Connection(target, mix.newUnit(caller));
        opened.add(connection);
        connection.register(selector);
        idle.add(connection);
      }
      drive(selector);
    } catch (IOException | UncheckedIOException e) {
      tally.fail(e.toString());
    } finally {
      tally.unanswered += underWay + arrivals.waiting();
      opened.forEach(LoadThread::close);
    }
  }

  private void drive(Selector selector) throws IOException {
    while (true) {
      long now = System.nanoTime();
      while (arrivals.due(now) && !idle.isEmpty()) {
        begin(idle.remove(), now);
      }
      if (underWay == 0 && (arrivals.over(now) || (idle.isEmpty() && arrivals.due(now)))) {
        return;
      }
      await(selector, now);
      if (waitedInVain >= STALL_NANOS) {
        tally.fail("no answer for 15 s, %d under way".formatted(underWay));
        return;
      }
    }
  }

  /** Until an answer comes or a unit is due, and then takes in all the answers there are. */
  private void await(Selector selector, long now) throws IOException {
    long toNext = arrivals.nanosToNext(now);
    int ready;
    long waited = 0;
    if (toNext > MILLI) {
      long millis = Math.min(WAIT_MILLIS, toNext / MILLI);
      ready = selector.select(this::onReady, millis);
      waited = millis * MILLI;
    } else {
      ready = selector.selectNow(this::onReady);
      if (ready == 0 && toNext > 0) {
        waited = SHORT_WAIT_NANOS;
        LockSupport.parkNanos(waited);
      }
    }
    waitedInVain = ready > 0 || underWay == 0 ? 0 : waitedInVain + waited;
  }

  private void begin(Connection connection, long now) throws IOException {
    long count = begun * threads + index;
    begun++;
    connection.begin(arrivals.take(now), count, now);
    underWay++;
  }

  private void onReady(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isWritable()) {
        connection.write();
      }
      if (key.isReadable() && connection.receive()) {
        onAnswer(connection);
      }
    } catch (IOException e) {
      // Nobody knows what became of the request; a run with such a thing in it has failed.
      tally.fail(e.toString());
      tally.unanswered++;
      underWay--;
      key.cancel();
    }
  }

  private void onAnswer(Connection connection) throws IOException {
    long now = System.nanoTime();
    Unit unit = connection.unit();
    Answer answer = connection.answer();
    boolean counts = tally.counts(open, connection.intendedNanos(), now);
    tally.status(answer.status(), now);
    tally.step(counts, connection.step(), now - connection.sentNanos());
    ByteBuffer next = unit.next(answer);
    if (next != null) {
      connection.goOn(next, now);
      return;
    }
    tally.unit(counts, unit.outcome(), connection.intendedNanos(), now);
    boolean refused = mayBeRefused && unit.outcome() == Outcome.REFUSED;
    if (unit.outcome() != mix.expected() && !refused) {
      tally.unexpected(answer.text().strip());
    }
    underWay--;
    if (arrivals.due(now)) {
      begin(connection, now);
    } else {
      idle.add(connection);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
