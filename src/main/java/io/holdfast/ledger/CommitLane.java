package io.holdfast.ledger;

import io.holdfast.foresight.Foresight;
import io.holdfast.ledger.Committer.Waiting;
import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Fault;
import io.holdfast.pacing.Linger;
import io.holdfast.pacing.Pause;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits one batch after another on a session of its own: what arrives while a batch is committing
 * goes into the next one. How a batch is committed is the business of {@link Posting}.
 *
 * <p>The batch size follows the load by itself. An idle lane commits an operation at once; under
 * load a batch holds what came during the commit before it, and {@link Linger lingers} for more,
 * since a statement costs as much as six to ten operations in it.
 */
final class CommitLane {
  private static final Logger LOG = LoggerFactory.getLogger(CommitLane.class);

  private final LedgerSession session;
  private final int batchMax;
  private final IntConsumer onTaken;
  private final Posting posting;
  private final LaneQueue queue = new LaneQueue();
  private final Linger linger = new Linger();
  private final Pause lingering;
  private boolean busy;

  /* Volatile for admission, which asks on other loops. */
  private volatile long busySinceNanos;
  private volatile long usualNanos;

  private Promise<Void> drained;

  /**
   * A lane on the event loop that makes it.
   *
   * @param limited whether a business, by its number, has limits
   * @param onTaken told how many operations have left the queue
   */
  CommitLane(
      Vertx vertx,
      PgConnectOptions options,
      Committer.Bounds bounds,
      Metrics metrics,
      Predicate<List<String>> trusted,
      IntPredicate limited,
      IntConsumer onTaken) {
    this.session = new LedgerSession(vertx, options, bounds, trusted, this::changed);
    this.batchMax = bounds.batchMax();
    this.onTaken = onTaken;
    Foresight foresight =
        new Foresight(bounds.knownWalletsMax() / bounds.lanes(), bounds.lanes(), limited);
    this.posting = new Posting(session, foresight, limited, metrics);
    this.lingering = new Pause(vertx, Linger.MILLIS, this::changed);
  }

  LedgerSession session() {
    return session;
  }

  /** Queues an operation; {@link #changed} is to be called after the last of several. */
  void add(Waiting waiting) {
    queue.add(waiting);
  }

  /** There is something in the queue, or the session is another one. */
  void changed() {
    if (queue.isEmpty()) {
      return;
    } else if (!session.isUp()) {
      GroupCommit.fail(taken(queue.drain()), GroupCommit.notConnected());
    } else if (busy) {
      return;
    } else if (linger.expectsMore(queue.size(), System.nanoTime())) {
      lingering.begin();
    } else {
      commit(taken(queue.nextBatch(batchMax)));
    }
  }

  /**
   * How long a batch takes at the moment: as the last ones did, or as this one has by now. From any
   * thread.
   */
  long batchNanos() {
    long since = busySinceNanos;
    long underWay = since == 0 ? 0 : System.nanoTime() - since;
    return Math.max(usualNanos, underWay);
  }

  Future<Void> close() {
    if (!busy) {
      return session.close();
    }
    drained = Promise.promise();
    return drained.future().compose(nothing -> session.close());
  }

  private List<Waiting> taken(List<Waiting> batch) {
    onTaken.accept(batch.size());
    return batch;
  }

  private void commit(List<Waiting> batch) {
    busy = true;
    linger.sent(batch.size());
    busySinceNanos = System.nanoTime();
    Future.succeededFuture()
        .compose(nothing -> posting.run(batch))
        .onComplete(
            (nothing, bug) -> {
              if (bug != null) {
                // Whatever it was, nobody may wait for ever, and the lane goes on.
                LOG.error("A batch of {} cannot be brought to its end", batch.size(), bug);
                GroupCommit.fail(batch, Fault.unknown("the commit failed in an unknown way", bug));
              }
              released();
            });
  }

  private void released() {
    long answeredNanos = System.nanoTime();
    busy = false;
    linger.answered(answeredNanos);
    // Half of it is the last batch: what was slow is forgotten within a few.
    usualNanos = (usualNanos + answeredNanos - busySinceNanos) / 2;
    busySinceNanos = 0;
    if (drained != null) {
      drained.complete();
    }
    changed();
  }
}
