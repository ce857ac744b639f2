package io.holdfast.ledger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;

/**
 * A pool for a server that may stop answering.
 *
 * <p>While the server is known to be silent nothing is asked, and nobody waits. Whoever waits
 * already does so for a limited time. Connections on which the server went silent are not used
 * again, even where nothing ever said that they were broken: once it went silent, all of them are
 * thrown away and made anew.
 *
 * <p>From any thread. What it was asked completes on the event loop it was asked from.
 */
public final class GuardedPool implements Pool {
  private final Vertx vertx;
  private final Supplier<Pool> pools;
  private final Committer server;
  private final long limitMillis;
  private final long giveUpMillis;

  private volatile Pool pool;
  private volatile int givenUp;

  /**
   * Guards the pools that are made here one after another.
   *
   * @param server whose silences count
   * @param limitMillis for an answer, before its caller is told that there is none
   * @param giveUpMillis after which a server that gave no answer must have said so itself
   */
  public GuardedPool(
      Vertx vertx, Supplier<Pool> pools, Committer server, long limitMillis, long giveUpMillis) {
    this.vertx = vertx;
    this.pools = pools;
    this.server = server;
    this.limitMillis = Math.min(limitMillis, giveUpMillis);
    this.giveUpMillis = giveUpMillis;
    this.givenUp = server.givenUp();
    this.pool = pools.get();
  }

  @Override
  public Query<RowSet<Row>> query(String sql) {
    return new Plain<>(current -> current.query(sql));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    return new Prepared<>(current -> current.preparedQuery(sql));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
    return new Prepared<>(current -> current.preparedQuery(sql, options));
  }

  /** A connection; what is asked on it is not watched. */
  @Override
  public Future<SqlConnection> getConnection() {
    return ask(Pool::getConnection);
  }

  @Override
  public int size() {
    return pool.size();
  }

  @Override
  public Future<Void> close() {
    return pool.close();
  }

  private <T> Future<T> ask(Function<Pool, Future<T>> question) {
    if (server.isSilent()) {
      return Future.failedFuture(VertxException.noStackTrace("PostgreSQL does not answer"));
    }
    if (server.givenUp() != givenUp) {
      replace(pool);
    }
    Pool current = pool;
    Future<T> answer = question.apply(current);
    Promise<T> told = Promise.promise();
    long timer = vertx.setTimer(limitMillis, fired -> overdue(current, answer, told));
    answer.onComplete(
        (value, failure) -> {
          vertx.cancelTimer(timer);
          if (failure == null) {
            told.tryComplete(value);
          } else {
            told.tryFail(failure);
          }
        });
    return told.future();
  }

  private void overdue(Pool current, Future<?> answer, Promise<?> told) {
    told.tryFail(new NoAnswer(limitMillis));
    vertx.setTimer(
        Math.max(1, giveUpMillis - limitMillis),
        fired -> {
          if (!answer.isComplete()) {
            replace(current);
          }
        });
  }

  private synchronized void replace(Pool broken) {
    if (pool == broken) {
      givenUp = server.givenUp();
      pool = pools.get();
      broken.close();
    }
  }

  /** It may have been carried out all the same. Has no stack trace, being made by the thousand. */
  private static final class NoAnswer extends TimeoutException {
    private static final long serialVersionUID = 1L;

    NoAnswer(long millis) {
      super("no answer within " + millis + " ms");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private final class Plain<T> implements Query<T> {
    private final Function<Pool, Query<T>> query;

    Plain(Function<Pool, Query<T>> query) {
      this.query = query;
    }

    @Override
    public Future<T> execute() {
      return ask(current -> query.apply(current).execute());
    }

    @Override
    public <R> Query<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
      return new Plain<>(current -> query.apply(current).collecting(collector));
    }

    @Override
    public <U> Query<RowSet<U>> mapping(Function<Row, U> mapper) {
      return new Plain<>(current -> query.apply(current).mapping(mapper));
    }
  }

  private final class Prepared<T> implements PreparedQuery<T> {
    private final Function<Pool, PreparedQuery<T>> query;

    Prepared(Function<Pool, PreparedQuery<T>> query) {
      this.query = query;
    }

    @Override
    public Future<T> execute() {
      return ask(current -> query.apply(current).execute());
    }

    @Override
    public Future<T> execute(Tuple parameters) {
      return ask(current -> query.apply(current).execute(parameters));
    }

    @Override
    public Future<T> executeBatch(List<Tuple> batch) {
      return ask(current -> query.apply(current).executeBatch(batch));
    }

    @Override
    public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
      return new Prepared<>(current -> query.apply(current).collecting(collector));
    }

    @Override
    public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
      return new Prepared<>(current -> query.apply(current).mapping(mapper));
    }
  }
}
