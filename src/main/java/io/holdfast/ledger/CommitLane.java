package io.holdfast.ledger;

import io.holdfast.ledger.Committer.Waiting;
import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL session that commits one batch after another, and comes back when it breaks.
 *
 * <p>An error that PostgreSQL reports on the statement means the batch was rolled back. A session
 * that ends in any other way leaves the batch's fate unknown: the commit may have been written
 * before the answer was lost. Nothing is ever sent again here.
 */
final class CommitLane {
  private static final Logger LOG = LoggerFactory.getLogger(CommitLane.class);
  private static final String POST = SqlFiles.load("post");
  private static final long BACKOFF_FIRST_MILLIS = 20;
  private static final long BACKOFF_MAX_MILLIS = 1_000;

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final long timeoutMillis;
  private final Metrics metrics;
  private final Runnable onChange;

  private PgConnection connection;

  /** Volatile for readiness, which is asked on another loop. */
  private volatile PreparedStatement post;

  private boolean busy;

  /* Volatile for admission, which asks on other loops. */
  private volatile long busySinceNanos;
  private volatile long usualNanos;

  private boolean closed;
  private Promise<Void> drained;
  private long backoffMillis = BACKOFF_FIRST_MILLIS;

  /** Connections asked for so far: only the last one is wanted. */
  private int attempts;

  CommitLane(
      Vertx vertx,
      PgConnectOptions options,
      long timeoutMillis,
      Metrics metrics,
      Runnable onChange) {
    this.vertx = vertx;
    this.options = options;
    this.timeoutMillis = timeoutMillis;
    this.metrics = metrics;
    this.onChange = onChange;
  }

  /** Completes with the first attempt; later ones go on in the background. */
  Future<Void> connect() {
    int attempt = ++attempts;
    return PgConnection.connect(vertx, options)
        .compose(
            fresh -> {
              fresh.closeHandler(nothing -> lost(fresh));
              return fresh
                  .prepare(POST)
                  .onSuccess(prepared -> ready(attempt, fresh, prepared))
                  .onFailure(failure -> fresh.close());
            })
        // A server that is frozen takes connections and says nothing.
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .onFailure(this::retryLater)
        .mapEmpty();
  }

  boolean isUp() {
    return post != null;
  }

  boolean isIdle() {
    return post != null && !busy;
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
    busySinceNanos = System.nanoTime();
    run(batch).onComplete(nothing -> released());
  }

  Future<Void> close() {
    closed = true;
    if (!busy) {
      return connection == null ? Future.succeededFuture() : connection.close();
    }
    drained = Promise.promise();
    return drained.future().compose(nothing -> connection == null ? done() : connection.close());
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }

  private Future<Void> run(List<Waiting> batch) {
    if (post == null) {
      GroupCommit.fail(batch, GroupCommit.notConnected());
      return done();
    }
    List<Operation> operations = new ArrayList<>(batch.size());
    for (Waiting waiting : batch) {
      operations.add(waiting.operation());
    }
    long startedNanos = System.nanoTime();
    PgConnection current = connection;
    Promise<RowSet<Row>> outcome = Promise.promise();
    post.query()
        .execute(OperationBatch.parameters(operations))
        .onSuccess(outcome::tryComplete)
        .onFailure(outcome::tryFail);
    long timer =
        vertx.setTimer(
            timeoutMillis,
            nothing -> {
              outcome.tryFail("no answer within " + timeoutMillis + " ms");
              lost(current);
              current.close();
            });
    return outcome
        .future()
        .transform(
            result -> {
              vertx.cancelTimer(timer);
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
    if (batch.size() == 1) {
      LOG.error("PostgreSQL refused {}", batch.get(0).operation(), cause);
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
    usualNanos = (usualNanos + System.nanoTime() - busySinceNanos) / 2;
    busySinceNanos = 0;
    if (drained != null) {
      drained.complete();
    }
    onChange.run();
  }

  private void ready(int attempt, PgConnection fresh, PreparedStatement prepared) {
    if (closed || attempt != attempts) {
      fresh.close();
      return;
    }
    connection = fresh;
    post = prepared;
    backoffMillis = BACKOFF_FIRST_MILLIS;
    onChange.run();
  }

  private void lost(PgConnection lost) {
    if (connection != lost) {
      return;
    }
    connection = null;
    post = null;
    if (!closed) {
      LOG.warn("Lost a PostgreSQL session of the ledger; connecting again");
      onChange.run();
      retryLater(null);
    }
  }

  private void retryLater(Throwable failure) {
    if (closed) {
      return;
    }
    if (failure != null) {
      LOG.warn("No PostgreSQL session for the ledger yet: {}", failure.getMessage());
    }
    attempts++; // Whatever the last attempt still brings is too late.
    vertx.setTimer(backoffMillis, nothing -> connect());
    backoffMillis = Math.min(backoffMillis * 2, BACKOFF_MAX_MILLIS);
  }
}
