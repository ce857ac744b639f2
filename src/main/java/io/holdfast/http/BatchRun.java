package io.holdfast.http;

import io.holdfast.authorize.Submitter;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations of a batch on their way: each is begun in its turn, as many are under way as there
 * is room for, and results are given out in the order of the operations.
 *
 * <p>Confined to one event loop.
 */
final class BatchRun {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);

  /** Where results go. */
  interface Results {
    /** Whether more can be taken now; {@link BatchRun#go} is to be called when that changes. */
    boolean haveRoom();

    /** The reply to the next operation. */
    void add(int number, Reply reply);

    /** That was all for now. */
    void pause();
  }

  /** What stands in the way of an operation that is about to be begun, or null. */
  interface Gatekeeper {
    Problem objection(int number);
  }

  private static final class Entry {
    final int number;
    final BatchReader.Read read;
    final long readNanos;
    long begunNanos;
    Reply reply;

    Entry(int number, BatchReader.Read read, long readNanos) {
      this.number = number;
      this.read = read;
      this.readNanos = readNanos;
    }
  }

  private final Endpoints endpoints;
  private final Submitter succession;
  private final IntSupplier share;
  private final Gatekeeper gatekeeper;
  private final Results results;
  private final long withinMillis;
  private final Context context = Vertx.currentContext();
  private final ArrayDeque<Entry> waiting = new ArrayDeque<>();

  /** Begun, and their results not given out. */
  private final ArrayDeque<Entry> begun = new ArrayDeque<>();

  private int count;
  private long startedNanos;
  private long answeredNanos = System.nanoTime();
  private boolean started;
  private boolean stopped;
  private boolean flushing;
  private boolean beginning;

  /** Has to look something up before it is submitted; those behind it must not overtake it. */
  private Entry held;

  /**
   * @param succession the way that operations go
   * @param share how many may be under way now
   * @param withinMillis how long the caller waits for each, 0 if it did not say
   */
  BatchRun(
      Endpoints endpoints,
      Submitter succession,
      IntSupplier share,
      Gatekeeper gatekeeper,
      Results results,
      long withinMillis) {
    this.endpoints = endpoints;
    this.succession = succession;
    this.share = share;
    this.gatekeeper = gatekeeper;
    this.results = results;
    this.withinMillis = withinMillis;
  }

  /** How many operations there were so far. */
  int count() {
    return count;
  }

  /** How many are not begun. */
  int waiting() {
    return waiting.size();
  }

  /** Whether everything is answered. */
  boolean isIdle() {
    return waiting.isEmpty() && begun.isEmpty();
  }

  /** One more, behind all others. */
  void add(BatchReader.Read read) {
    waiting.add(new Entry(count, read, System.nanoTime()));
    count++;
  }

  /** From now on operations are begun. */
  void start() {
    started = true;
    startedNanos = System.nanoTime();
    go();
  }

  /** No operation is begun any more; what is under way ends as it will. */
  void stop() {
    stopped = true;
  }

  /** Begins as many operations as there is room for. */
  void go() {
    while (started
        && !stopped
        && held == null
        && !waiting.isEmpty()
        && begun.size() < share.getAsInt()
        && results.haveRoom()) {
      begin(waiting.poll());
    }
    if (!begun.isEmpty() && begun.peek().reply != null) {
      flushLater();
    }
  }

  /**
   * Gives up waiting for what was begun before this moment of {@link System#nanoTime()}, if nothing
   * was answered since: those of one wallet wait for one another.
   */
  void expireBefore(long nanos) {
    if (answeredNanos - nanos >= 0) {
      return;
    }
    for (Entry entry : begun) {
      if (entry.begunNanos - nanos >= 0) {
        break;
      }
      if (entry.reply == null) {
        entry.reply = Problem.unavailable(outcome(entry));
        if (entry == held) {
          held = null;
        }
      }
    }
    go();
  }

  private void begin(Entry entry) {
    entry.begunNanos = System.nanoTime();
    begun.add(entry);
    entry.reply = entry.read.problem() == null ? objection(entry) : entry.read.problem();
    if (entry.reply != null) {
      return;
    }
    Call call = entry.read.call();
    call.along(operation -> submit(entry, operation), leftMillis(entry));
    held = entry;
    beginning = true;
    entry
        .read
        .operation()
        .route()
        .handler()
        .handle(endpoints, call)
        .onComplete(result -> answered(entry, result));
    beginning = false;
  }

  private Future<Answer> submit(Entry entry, Operation operation) {
    if (held != entry) {
      return Future.failedFuture(Fault.notApplied("it waited for too long", null));
    }
    held = null;
    if (!beginning) {
      flushLater(); // Those behind it may go on.
    }
    return succession.submit(operation);
  }

  private Problem objection(Entry entry) {
    boolean late = withinMillis > 0 && leftMillis(entry) <= 0;
    return late
        ? Problem.unavailable(Fault.Outcome.NOT_APPLIED)
        : gatekeeper.objection(entry.number);
  }

  private long leftMillis(Entry entry) {
    long since = started && startedNanos - entry.readNanos > 0 ? startedNanos : entry.readNanos;
    return withinMillis == 0 ? 0 : withinMillis - (System.nanoTime() - since) / 1_000_000;
  }

  private void answered(Entry entry, AsyncResult<Reply> result) {
    if (held == entry) {
      held = null;
    }
    answeredNanos = System.nanoTime();
    if (entry.reply == null) {
      entry.reply = result.succeeded() ? result.result() : problem(entry, result.cause());
    }
    flushLater();
  }

  private static Problem problem(Entry entry, Throwable failure) {
    if (failure instanceof Fault fault) {
      return Problem.unavailable(fault.outcome());
    }
    LOG.error("An operation of a batch failed: {}", entry.read.operation(), failure);
    return Problem.unavailable(outcome(entry));
  }

  private static Fault.Outcome outcome(Entry entry) {
    Call call = entry.read.call();
    return call != null && call.wasSubmitted() ? Fault.Outcome.UNKNOWN : Fault.Outcome.NOT_APPLIED;
  }

  /** At the end of this tick, which may bring more answers. */
  private void flushLater() {
    if (!flushing) {
      flushing = true;
      context.runOnContext(nothing -> flush());
    }
  }

  private void flush() {
    flushing = false;
    for (Entry head = begun.peek(); head != null && head.reply != null; head = begun.peek()) {
      begun.poll();
      results.add(head.number, head.reply);
    }
    results.pause();
    go();
  }
}
