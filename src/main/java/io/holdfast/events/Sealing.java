package io.holdfast.events;

import io.holdfast.ledger.SqlFiles;
import io.holdfast.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what was committed into the feed, ten times a second, and at once while there is more.
 * Every instance does; one at a time gets to. Bound to one event loop.
 */
public final class Sealing {
  private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);
  private static final String SEAL = SqlFiles.load("seal_events");

  /** Rows of the outbox, each of up to a batch of events, that one commit moves. */
  static final int ROWS_MAX = 500;

  private static final long PERIOD_MILLIS = 100;
  private static final long AFTER_FAILURE_MILLIS = 1_000;
  private static final long UNSEEN_MILLIS = 2 * AFTER_FAILURE_MILLIS;

  private final Vertx vertx;
  private final Pool pool;
  private long timer = -1;
  private boolean closed;
  private volatile int depth;
  private volatile long lagMillis;
  private volatile long seenAtNanos = System.nanoTime();

  /** Works through this pool, which belongs to the same event loop and is closed by its owner. */
  public Sealing(Vertx vertx, Pool pool, Metrics metrics) {
    this.vertx = vertx;
    this.pool = pool;
    metrics.outbox(() -> depth, this::lagMillis);
  }

  public void start() {
    later(PERIOD_MILLIS);
  }

  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }

  private void later(long millis) {
    if (!closed) {
      timer = vertx.setTimer(millis, fired -> tick());
    }
  }

  private void tick() {
    seal()
        .onComplete(
            (rows, failure) -> {
              if (failure != null) {
                LOG.warn("Could not seal events: {}", failure.getMessage());
                later(AFTER_FAILURE_MILLIS);
              } else {
                later(rows == ROWS_MAX ? 1 : PERIOD_MILLIS);
              }
            });
  }

  /** What cannot be looked at is not known to be gone: it goes on waiting. */
  private long lagMillis() {
    long unseen = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - seenAtNanos);
    return unseen < UNSEEN_MILLIS ? lagMillis : lagMillis + unseen;
  }

  /** Moves some rows; how many, or -1 where another instance is at it. */
  Future<Integer> seal() {
    return pool.preparedQuery(SEAL)
        .execute(Tuple.of(ROWS_MAX))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              depth = Math.max(0, row.getInteger(0));
              lagMillis = row.getLong(1);
              seenAtNanos = System.nanoTime();
              return row.getInteger(0);
            });
  }
}
