package io.holdfast.ledger;

import io.holdfast.ledger.Committer.Waiting;
import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.holdfast.pacing.Linger;
import io.holdfast.pacing.Pause;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits one batch after another on a session of its own: what arrives while a batch is committing
 * goes into the next one.
 *
 * <p>The batch size follows the load by itself. An idle lane commits an operation at once; under
 * load a batch holds what came during the commit before it, and {@link Linger lingers} for more,
 * since a statement costs as much as ten operations in it.
 *
 * <p>Keys are looked up as long as some were found taken among the last {@value #LOOKING_BATCHES}
 * batches. In usual operation none is, and if one is after all, the journal's constraint fails the
 * statement and the batch is posted again, with a look.
 *
 * <p>An error that PostgreSQL reports on the statement means the batch was rolled back. A session
 * that ends in any other way leaves the batch's fate unknown: the commit may have been written
 * before the answer was lost. Nothing else is ever sent again here.
 */
final class CommitLane {
  private static final Logger LOG = LoggerFactory.getLogger(CommitLane.class);

  /** So many batches without a key that was taken, and keys are not looked up any more. */
  static final int LOOKING_BATCHES = 256;

  private final LedgerSession session;
  private final int batchMax;
  private final Metrics metrics;
  private final IntPredicate limited;
  private final IntConsumer onTaken;
  private final LaneQueue queue = new LaneQueue();
  private final Linger linger = new Linger();
  private final Pause lingering;
  private boolean busy;

  /* Volatile for admission, which asks on other loops. */
  private volatile long busySinceNanos;
  private volatile long usualNanos;

  /** At first there may be retries of what was asked before this process was there. */
  private int looksLeft = LOOKING_BATCHES;

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
    this.metrics = metrics;
    this.limited = limited;
    this.onTaken = onTaken;
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
    run(batch).onComplete(nothing -> released());
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }

  private Future<Void> run(List<Waiting> batch) {
    if (!session.isUp()) {
      GroupCommit.fail(batch, GroupCommit.notConnected());
      return done();
    }
    boolean looks = looksLeft > 0;
    looksLeft -= looks ? 1 : 0;
    List<Operation> operations = new ArrayList<>(batch.size());
    for (Waiting waiting : batch) {
      operations.add(waiting.operation());
    }
    long startedNanos = System.nanoTime();
    return session
        .post(OperationBatch.parameters(operations, limited, looks))
        .transform(
            result -> {
              if (result.failed()) {
                return failed(batch, result.cause());
              }
              metrics.recordCommit(System.nanoTime() - startedNanos, batch.size());
              answer(batch, result.result());
              return done();
            });
  }

  private void answer(List<Waiting> batch, RowSet<Row> rows) {
    Posted[] answers = new Posted[batch.size()];
    try {
      for (Row row : rows) {
        int place = PostedRow.ordinal(row) - 1;
        answers[place] = PostedRow.read(row, batch.get(place).operation());
        if (answers[place] instanceof Posted.Repeated) {
          looksLeft = LOOKING_BATCHES;
        }
      }
    } catch (RuntimeException bug) {
      // Committed, and nobody may wait for ever: their retries find it.
      LOG.error("The answers of a batch of {} cannot be read", batch.size(), bug);
      GroupCommit.fail(batch, Fault.unknown("the commit's answer cannot be read", bug));
      return;
    }
    GroupCommit.answer(batch, answers);
  }

  private Future<Void> failed(List<Waiting> batch, Throwable cause) {
    boolean rolledBack = cause instanceof PgException error && "ERROR".equals(error.getSeverity());
    if (!rolledBack) {
      GroupCommit.fail(batch, Fault.unknown("the session broke before the commit's answer", cause));
      return done();
    }
    if (PostgresFaults.isKeyTaken(cause) && looksLeft == 0) {
      // Nobody had looked.
      looksLeft = LOOKING_BATCHES;
      return run(batch);
    }
    if (PostgresFaults.isServersOwn(cause)) {
      LOG.error("PostgreSQL cannot commit: {}", cause.getMessage());
      GroupCommit.fail(batch, Fault.notApplied("PostgreSQL cannot commit", cause));
      if (PostgresFaults.takesNoWrites(cause)) {
        session.drop("refused: the server takes no writes");
      }
      return done();
    }
    if (batch.size() == 1) {
      LOG.error("PostgreSQL refused {}: {}", batch.get(0).operation(), cause.getMessage());
      GroupCommit.fail(batch, Fault.notApplied("PostgreSQL refused the statement", cause));
      return done();
    }
    // The statement decides without raising errors, so this is one operation's doing that no rule
    // foresaw. Its neighbours go on without it.
    LOG.error("A batch of {} was rolled back; trying each by itself", batch.size(), cause);
    Future<Void> chain = done();
    for (Waiting waiting : batch) {
      chain = chain.compose(nothing -> run(List.of(waiting)));
    }
    return chain;
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
