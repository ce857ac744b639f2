package io.holdfast.ledger;

import io.holdfast.ledger.Committer.Waiting;
import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits one batch after another on a session of its own.
 *
 * <p>An error that PostgreSQL reports on the statement means the batch was rolled back. A session
 * that ends in any other way leaves the batch's fate unknown: the commit may have been written
 * before the answer was lost. Nothing is ever sent again here.
 */
final class CommitLane {
  private static final Logger LOG = LoggerFactory.getLogger(CommitLane.class);

  /** So many operations make a statement cheap enough for each of them. */
  private static final int WORTH_A_STATEMENT = 16;

  static final long LINGER_MILLIS = 1;
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);

  private final LedgerSession session;
  private final Metrics metrics;
  private final IntPredicate limited;
  private final Runnable onChange;
  private boolean busy;

  /* Volatile for admission, which asks on other loops. */
  private volatile long busySinceNanos;
  private volatile long usualNanos;

  private int lastSize;
  private long releasedNanos = System.nanoTime();

  private Promise<Void> drained;

  CommitLane(LedgerSession session, Metrics metrics, IntPredicate limited, Runnable onChange) {
    this.session = session;
    this.metrics = metrics;
    this.limited = limited;
    this.onChange = onChange;
  }

  LedgerSession session() {
    return session;
  }

  boolean isIdle() {
    return !busy && session.isUp();
  }

  /**
   * Whether more is to be expected than waits now: less has come than the last batch had, and that
   * one was answered just now.
   */
  boolean expectsMore(int waiting) {
    return waiting < Math.min(lastSize, WORTH_A_STATEMENT)
        && System.nanoTime() - releasedNanos < LINGER_NANOS;
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

  void commit(List<Waiting> batch) {
    busy = true;
    lastSize = batch.size();
    busySinceNanos = System.nanoTime();
    run(batch).onComplete(nothing -> released());
  }

  Future<Void> close() {
    if (!busy) {
      return session.close();
    }
    drained = Promise.promise();
    return drained.future().compose(nothing -> session.close());
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }

  private Future<Void> run(List<Waiting> batch) {
    if (!session.isUp()) {
      GroupCommit.fail(batch, GroupCommit.notConnected());
      return done();
    }
    List<Operation> operations = new ArrayList<>(batch.size());
    for (Waiting waiting : batch) {
      operations.add(waiting.operation());
    }
    long startedNanos = System.nanoTime();
    return session
        .post(OperationBatch.parameters(operations, limited))
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

  private static void answer(List<Waiting> batch, RowSet<Row> rows) {
    Posted[] answers = new Posted[batch.size()];
    try {
      for (Row row : rows) {
        int place = PostedRow.ordinal(row) - 1;
        answers[place] = PostedRow.read(row, batch.get(place).operation());
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
    busy = false;
    // Half of it is the last batch: what was slow is forgotten within a few.
    releasedNanos = System.nanoTime();
    usualNanos = (usualNanos + releasedNanos - busySinceNanos) / 2;
    busySinceNanos = 0;
    if (drained != null) {
      drained.complete();
    }
    onChange.run();
  }
}
