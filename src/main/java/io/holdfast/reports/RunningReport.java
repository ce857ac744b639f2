package io.holdfast.reports;

import io.holdfast.ledger.PostgresFaults;
import io.holdfast.operation.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A report that is being read: its rows are where they came from, in PostgreSQL, but for those just
 * asked for. Bound to one event loop.
 */
public final class RunningReport {
  /**
   * Rows handed on at a time. More would keep the event loop from checkouts for longer than half a
   * millisecond; fewer cost a round trip more often.
   */
  public static final int ROWS_AT_A_TIME = 250;

  /** For a server to hear that nobody waits any more. */
  private static final long FAREWELL_MILLIS = 2_000;

  private static final String READING = "reading a report";

  private final Vertx vertx;
  private final PgConnectOptions session;
  private final String sql;
  private final Tuple parameters;
  private final List<Column> columns;
  private final Runnable ended;
  private final long deadline;

  private final Promise<Void> gone = Promise.promise();
  private PgConnection connection;
  private Cursor cursor;
  private boolean asking;
  private boolean exhausted;
  private boolean closed;

  RunningReport(
      Vertx vertx,
      PgConnectOptions session,
      String sql,
      Tuple parameters,
      List<Column> columns,
      int timeoutMillis,
      Runnable ended) {
    this.vertx = vertx;
    this.session = session;
    this.sql = sql;
    this.parameters = parameters;
    this.columns = columns;
    this.ended = ended;
    this.deadline = vertx.setTimer(timeoutMillis, late -> close());
  }

  /**
   * The next rows, each with a value for every column; none after the last. Not to be called again
   * before it completes.
   *
   * @return fails with a {@link io.holdfast.operation.Fault} (not applied), and then the report is
   *     over
   */
  public Future<List<Object[]>> next() {
    if (closed) {
      return Future.failedFuture(Fault.notApplied(READING + ": its time is over", null));
    }
    if (exhausted) {
      return Future.succeededFuture(List.of());
    }
    asking = true;
    return (cursor == null ? open() : Future.succeededFuture(cursor))
        .compose(opened -> opened.read(ROWS_AT_A_TIME))
        .map(this::values)
        .recover(PostgresFaults.reading(READING))
        .andThen(
            (rows, failure) -> {
              asking = false;
              if (failure != null) {
                close();
              }
            });
  }

  /**
   * Frees the session at once, whatever it is doing. May be called again.
   *
   * @return completes when it does not count as running any more; never fails
   */
  public Future<Void> close() {
    if (!closed) {
      closed = true;
      vertx.cancelTimer(deadline);
      if (connection != null) {
        leave(connection);
      } else if (!asking) {
        over();
      }
    }
    return gone.future();
  }

  private void over() {
    ended.run();
    gone.tryComplete();
  }

  private Future<Cursor> open() {
    return PgConnection.connect(vertx, session)
        .onFailure(
            failure -> {
              if (closed) {
                over();
              }
            })
        .compose(
            made -> {
              connection = made;
              if (closed) {
                leave(made);
                return Future.failedFuture("nobody waits for it any more");
              }
              return made.begin();
            })
        .compose(begun -> connection.prepare(sql))
        .map(
            prepared -> {
              cursor = prepared.cursor(parameters);
              return cursor;
            });
  }

  /** A statement under way is broken off first: the server would only notice at its end. */
  private void leave(PgConnection left) {
    Future<Void> quiet = asking ? left.cancelRequest() : Future.succeededFuture();
    quiet
        .timeout(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)
        .eventually(() -> left.close().timeout(FAREWELL_MILLIS, TimeUnit.MILLISECONDS))
        .onComplete(done -> over());
  }

  private List<Object[]> values(RowSet<Row> rows) {
    exhausted = !cursor.hasMore();
    List<Object[]> values = new ArrayList<>(rows.size());
    for (Row row : rows) {
      values.add(ReportRows.values(row, columns));
    }
    return values;
  }
}
