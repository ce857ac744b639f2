package io.holdfast.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Runs a load against a target and says what came back. */
public final class ClosedLoop {
  private ClosedLoop() {}

  /**
   * Blocks until the window is over and the last answer is in. Every request has an idempotency key
   * that no other request, of this run or another, has.
   */
  public static Measured run(Target target, Load load) throws InterruptedException {
    long from = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(load.warmUpMillis());
    long to = from + TimeUnit.MILLISECONDS.toNanos(load.measuredMillis());
    return run(target, load, new LoadThread.Window(from, to, Long.MAX_VALUE));
  }

  /**
   * Debits every wallet once, however long it takes.
   *
   * @param load of which neither warm-up nor window matter
   * @return with nothing in its window
   */
  public static Measured oneEach(Target target, Load load) throws InterruptedException {
    long never = System.nanoTime() + Long.MAX_VALUE / 2;
    return run(target, load, new LoadThread.Window(never, never, load.wallets().size()));
  }

  private static Measured run(Target target, Load load, LoadThread.Window window)
      throws InterruptedException {
    String nonce = UUID.randomUUID().toString().replace("-", "");
    DebitTemplate template = new DebitTemplate(target, nonce, load.wallets(), load.amount());
    List<LoadThread> parts = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < load.threads(); i++) {
      int share =
          load.connections() / load.threads() + (i < load.connections() % load.threads() ? 1 : 0);
      LoadThread part = new LoadThread(target, template, share, i, load.threads(), window);
      parts.add(part);
      threads.add(new Thread(part, "load-" + i));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return sum(parts, window.to() - window.from(), template.length());
  }

  private static Measured sum(List<LoadThread> parts, long windowNanos, int requestBytes) {
    LoadThread first = parts.get(0);
    Histogram latency = first.latency;
    long[] answered = first.answered;
    long[] answeredInAll = first.answeredInAll;
    List<String> failures = first.failures;
    for (LoadThread part : parts.subList(1, parts.size())) {
      latency.add(part.latency);
      failures.addAll(part.failures);
      for (int status = 0; status < answered.length; status++) {
        answered[status] += part.answered[status];
        answeredInAll[status] += part.answeredInAll[status];
      }
    }
    return new Measured(
        windowNanos,
        Measured.byStatus(answered),
        Measured.byStatus(answeredInAll),
        latency,
        List.copyOf(failures),
        requestBytes);
  }
}
