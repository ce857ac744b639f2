package io.holdfast.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One thread of the driver with its share of the connections. */
final class LoadThread implements Runnable {
  /**
   * Waits in a row that ended without an answer: the subject hangs, and the run ends. Counted in
   * waits and not by the clock, which also goes on while a virtual machine is paused.
   */
  private static final int STALL_WAITS = 15;

  private static final int WAIT_MILLIS = 1_000;
  private static final int STATUSES = 600;
  private static final long LATENCY_MAX_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int FAILURES_KEPT = 5;

  private final Target target;
  private final DebitTemplate template;
  private final int connections;
  private final int index;
  private final int threads;
  private final Window window;

  final Histogram latency = new Histogram(LATENCY_MAX_NANOS, 3);
  final long[] answered = new long[STATUSES];
  final long[] answeredInAll = new long[STATUSES];
  final List<String> failures = new ArrayList<>();

  private final SplittableRandom random;
  private long requests;
  private int underWay;

  /**
   * When to record, and when to stop.
   *
   * @param from nanosecond clock reading from which answers are recorded
   * @param to reading from which on they are not, and no more requests are sent
   * @param requestsMax of all threads together
   */
  record Window(long from, long to, long requestsMax) {}

  LoadThread(
      Target target, DebitTemplate template, int connections, int index, int threads, Window w) {
    this.target = target;
    this.template = template;
    this.connections = connections;
    this.index = index;
    this.threads = threads;
    this.window = w;
    this.random = new SplittableRandom(index + 1L);
  }

  @Override
  public void run() {
    List<Connection> opened = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        Connection connection = new Connection(target.port(), template.newRequest());
        opened.add(connection);
        connection.register(selector);
      }
      for (Connection connection : opened) {
        if (nextCount() < window.requestsMax()) {
          send(connection, System.nanoTime());
          underWay++;
        }
      }
      drive(selector);
    } catch (IOException | UncheckedIOException e) {
      fail(e.toString());
    } finally {
      opened.forEach(LoadThread::close);
    }
  }

  private void drive(Selector selector) throws IOException {
    int waitsInVain = 0;
    while (underWay > 0) {
      waitsInVain = selector.select(this::onReadable, WAIT_MILLIS) > 0 ? 0 : waitsInVain + 1;
      if (waitsInVain == STALL_WAITS) {
        fail("no answer for %,d ms, %d under way".formatted(STALL_WAITS * WAIT_MILLIS, underWay));
        return;
      }
    }
  }

  private void onReadable(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      int status = connection.receive();
      if (status != 0) {
        onAnswer(connection, status);
      }
    } catch (IOException e) {
      fail(e.toString());
      underWay--;
      key.cancel();
    }
  }

  private void onAnswer(Connection connection, int status) throws IOException {
    long now = System.nanoTime();
    answeredInAll[status]++;
    boolean good = status / 100 == 2;
    if (!good && failures.size() < FAILURES_KEPT) {
      fail(connection.answerText().strip());
    }
    if (now - window.from() >= 0 && now - window.to() < 0) {
      answered[status]++;
      if (good) {
        latency.recordValue(Math.min(now - connection.sentAtNanos(), LATENCY_MAX_NANOS));
      }
    }
    if (now - window.to() < 0 && nextCount() < window.requestsMax()) {
      send(connection, now);
    } else {
      underWay--;
    }
  }

  private void send(Connection connection, long now) throws IOException {
    long count = nextCount();
    requests++;
    // Round all of them while warming up, so that none is touched for the first time when it
    // counts.
    int wallet =
        now - window.from() < 0
            ? (int) (count % template.wallets())
            : random.nextInt(template.wallets());
    template.fill(connection.request(), wallet, count);
    connection.send(now);
  }

  /** Number of this thread's next request among those of all threads. */
  private long nextCount() {
    return requests * threads + index;
  }

  private void fail(String what) {
    if (failures.size() < FAILURES_KEPT) {
      failures.add(what);
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
