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
    String nonce = UUID.randomUUID().toString().replace("-", "");
    DebitTemplate template = new DebitTemplate(target, nonce, load.wallets(), load.amount());
    long from = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(load.warmUpMillis());
    long to = from + TimeUnit.MILLISECONDS.toNanos(load.measuredMillis());
    List<LoadThread> parts = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < load.threads(); i++) {
      int share =
          load.connections() / load.threads() + (i < load.connections() % load.threads() ? 1 : 0);
      LoadThread part =
          new LoadThread(
              target, template, share, i, load.threads(), new LoadThread.Window(from, to));
      parts.add(part);
      threads.add(new Thread(part, "load-" + i));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return sum(parts, to - from, template.length());
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
