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

/**
 * Commits operations in batches: what arrives while a batch is committing goes into the next one.
 *
 * <p>The batch size follows the load by itself. An idle ledger commits an operation in the tick in
 * which it came; under load a batch holds what came during the commit before it. Each lane is one
 * PostgreSQL session with at most one batch under way, so a batch's row locks are never held longer
 * than its own commit.
 *
 * <p>Bound to the event loop on which it was made: all state is plain fields.
 */
public final class GroupCommit {
  /**
   * Bounds.
   *
   * @param lanes sessions, 1 to 8
   * @param batchMax operations in one statement; above some hundreds a batch holds its locks longer
   *     without getting cheaper
   * @param queueMax operations waiting for a lane; over it they are refused at once
   * @param commitTimeoutMillis after which a batch's outcome counts as unknown and its session is
   *     closed
   */
  public record Bounds(int lanes, int batchMax, int queueMax, long commitTimeoutMillis) {}

  /** An operation and who waits for it. */
  record Waiting(Operation operation, Promise<Posted> promise) {}

  private final Context context;
  private final Bounds bounds;
  private final List<CommitLane> lanes = new ArrayList<>();
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private boolean flushing;

  public GroupCommit(Vertx vertx, PgConnectOptions options, Bounds bounds, Metrics metrics) {
    this.context = vertx.getOrCreateContext();
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

  /** Whether there is a session to commit on. */
  public boolean isUp() {
    for (CommitLane lane : lanes) {
      if (lane.isUp()) {
        return true;
      }
    }
    return false;
  }

  /** Operations waiting for a lane. */
  public int depth() {
    return queue.size();
  }

  /**
   * Commits an operation with the next batch.
   *
   * @return fails with a {@link Fault}: not applied when it was never sent or PostgreSQL refused
   *     the statement, unknown when the session broke before its answer
   */
  public Future<Posted> post(Operation operation) {
    if (queue.size() >= bounds.queueMax()) {
      return Future.failedFuture(Fault.notApplied("the ledger's queue is full", null));
    }
    if (!isUp()) {
      return Future.failedFuture(Fault.notApplied("PostgreSQL is not connected", null));
    }
    Promise<Posted> promise = Promise.promise();
    queue.add(new Waiting(operation, promise));
    if (!flushing) {
      // At the end of this tick, so that what else it brings rides along.
      flushing = true;
      context.runOnContext(nothing -> flush());
    }
    return promise.future();
  }

  /** Closes the lanes once what was accepted is answered. */
  public Future<Void> close() {
    return Future.join(lanes.stream().map(CommitLane::close).toList()).mapEmpty();
  }

  private void laneChanged() {
    if (!isUp()) {
      Fault fault = Fault.notApplied("PostgreSQL is not connected", null);
      for (Waiting waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
        waiting.promise().fail(fault);
      }
    } else {
      flush();
    }
  }

  private void flush() {
    flushing = false;
    for (CommitLane lane : lanes) {
      if (queue.isEmpty()) {
        return;
      }
      if (lane.isIdle()) {
        lane.commit(take());
      }
    }
  }

  private List<Waiting> take() {
    int size = Math.min(queue.size(), bounds.batchMax());
    List<Waiting> batch = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      batch.add(queue.poll());
    }
    return batch;
  }
}
