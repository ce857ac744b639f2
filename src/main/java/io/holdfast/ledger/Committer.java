package io.holdfast.ledger;

import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Commits operations in batches: what arrives while a batch is committing goes into the next one.
 *
 * <p>The batch size follows the load by itself. An idle ledger commits an operation at once; under
 * load a batch holds what came during the commit before it. Each lane is one PostgreSQL session
 * with at most one batch under way, so a batch's row locks are never held longer than its own
 * commit.
 *
 * <p>One for the process, since a statement costs ten times as much as an operation in it: two
 * loops that each commit half as much would spend twice on statements. It has an event loop of its
 * own, to which everything here is bound; other loops hand operations over through a {@link
 * GroupCommit}.
 */
public final class Committer {
  /**
   * Bounds.
   *
   * @param lanes sessions, 1 to 16
   * @param batchMax operations in one statement; above some hundreds a batch holds its locks longer
   *     without getting cheaper
   * @param queueMax operations waiting for a lane; over it they are refused at once
   * @param commitTimeoutMillis after which a batch's outcome counts as unknown and its session is
   *     closed
   */
  public record Bounds(int lanes, int batchMax, int queueMax, long commitTimeoutMillis) {}

  /** An operation, who waits for it, and where. */
  record Waiting(Operation operation, Promise<Posted> promise, GroupCommit origin) {}

  private final Context home;
  private final Bounds bounds;
  private final List<CommitLane> lanes = new ArrayList<>();
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();

  /** Handed over and not sent to PostgreSQL yet; counted where an operation is accepted. */
  private final AtomicInteger depth = new AtomicInteger();

  /** To be made on the event loop that it shall have. */
  public Committer(Vertx vertx, PgConnectOptions options, Bounds bounds, Metrics metrics) {
    this.home = vertx.getOrCreateContext();
    this.bounds = bounds;
    for (int i = 0; i < bounds.lanes(); i++) {
      lanes.add(
          new CommitLane(vertx, options, bounds.commitTimeoutMillis(), metrics, this::laneChanged));
    }
  }

  /** Connects the lanes; completes when one of them is up, and goes on trying for the others. */
  public Future<Void> start() {
    return Future.any(lanes.stream().map(CommitLane::connect).toList()).mapEmpty();
  }

  /** Whether there is a session to commit on. From any thread. */
  public boolean isUp() {
    for (CommitLane lane : lanes) {
      if (lane.isUp()) {
        return true;
      }
    }
    return false;
  }

  /** Operations waiting for a lane. From any thread. */
  public int depth() {
    return depth.get();
  }

  /**
   * How long an operation that comes now will wait for its commit, by how many wait and how long a
   * batch takes at the moment; 0 if none waits. From any thread.
   */
  public long waitNanos() {
    int waiting = depth.get();
    if (waiting == 0) {
      return 0;
    }
    long slowest = 0;
    for (CommitLane lane : lanes) {
      slowest = Math.max(slowest, lane.batchNanos());
    }
    long batchesAhead = waiting / ((long) bounds.batchMax() * bounds.lanes());
    return (batchesAhead + 1) * slowest;
  }

  /** Closes the lanes once their batches are answered. */
  public Future<Void> close() {
    return Future.join(lanes.stream().map(CommitLane::close).toList()).mapEmpty();
  }

  /** Takes a place in the queue, or says that there is none. From any thread. */
  boolean admit() {
    if (depth.incrementAndGet() > bounds.queueMax()) {
      depth.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Queues operations that were admitted. From any thread. */
  void hand(List<Waiting> operations) {
    home.runOnContext(
        nothing -> {
          queue.addAll(operations);
          laneChanged();
        });
  }

  private void laneChanged() {
    if (!isUp()) {
      refuse(GroupCommit.notConnected());
    } else {
      flush();
    }
  }

  private void refuse(Fault fault) {
    List<Waiting> all = take(queue.size());
    if (!all.isEmpty()) {
      GroupCommit.fail(all, fault);
    }
  }

  private void flush() {
    for (CommitLane lane : lanes) {
      if (queue.isEmpty()) {
        return;
      }
      if (lane.isIdle()) {
        lane.commit(take(Math.min(queue.size(), bounds.batchMax())));
      }
    }
  }

  private List<Waiting> take(int size) {
    List<Waiting> taken = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      taken.add(queue.poll());
    }
    depth.addAndGet(-size);
    return taken;
  }
}
