package io.holdfast.ledger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Look-ups of one kind: those that are asked for in one tick of the event loop, and while as many
 * queries as may be are under way, are one query, since a query costs as much as ten rows that it
 * finds. So a batch whose operations are all repetitions, a rush on wallets that are not cached, or
 * hundreds of tills that read are looked up at once, and whoever comes alone waits for nobody.
 * Bound to its event loop.
 *
 * @param <K> what is looked up
 */
final class SharedQuery<K> {
  /** Rows that one query looks for: what bounds the time for which the others wait. */
  private static final int TOGETHER_MAX = 128;

  private static final int UNDER_WAY_MAX = 2;

  /** If none of those under way comes back for so long, nobody waits for them any more. */
  private static final long PATIENCE_MILLIS = 50;

  /** More are refused. */
  static final int WAITING_MAX = 1_024;

  private final Vertx vertx;
  private final Context context;
  private final Pool pool;
  private final String sql;
  private final Function<List<K>, Tuple> parameters;
  private final ArrayDeque<Asked<K>> waiting = new ArrayDeque<>();
  private boolean scheduled;
  private boolean timed;
  private int underWay;
  private long answered;

  private record Asked<K>(K key, Promise<Optional<Row>> answer) {}

  /**
   * A kind of look-up.
   *
   * @param sql gives at most one row for each key, with its place among them, from 1, as the last
   *     column
   * @param parameters of the query for some keys
   */
  SharedQuery(Vertx vertx, Pool pool, String sql, Function<List<K>, Tuple> parameters) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.pool = pool;
    this.sql = sql;
    this.parameters = parameters;
  }

  /** The row of a key, if there is one. Fails with what the database or the pool says. */
  Future<Optional<Row>> row(K key) {
    if (waiting.size() >= WAITING_MAX) {
      return Future.failedFuture("too many wait for a look-up");
    }
    Asked<K> asked = new Asked<>(key, Promise.promise());
    waiting.add(asked);
    if (!scheduled) {
      // At the end of this tick, so that what else it asks for rides along.
      scheduled = true;
      context.runOnContext(
          nothing -> {
            scheduled = false;
            queryNext();
          });
    }
    return asked.answer().future();
  }

  private void queryNext() {
    while (underWay < UNDER_WAY_MAX && !waiting.isEmpty()) {
      query(together());
    }
    if (!waiting.isEmpty() && !timed) {
      timed = true;
      long then = answered;
      vertx.setTimer(PATIENCE_MILLIS, fired -> loseOrKeepPatience(then));
    }
  }

  /**
   * Whoever waits behind queries that hang shall hear from the pool what is wrong, or be served.
   */
  private void loseOrKeepPatience(long answeredThen) {
    timed = false;
    boolean hang = answered == answeredThen;
    while (hang && !waiting.isEmpty()) {
      query(together());
    }
    queryNext();
  }

  private List<Asked<K>> together() {
    List<Asked<K>> together = new ArrayList<>();
    while (together.size() < TOGETHER_MAX && !waiting.isEmpty()) {
      together.add(waiting.poll());
    }
    return together;
  }

  private void query(List<Asked<K>> together) {
    underWay++;
    pool.preparedQuery(sql)
        .execute(parameters.apply(together.stream().map(Asked::key).toList()))
        .onComplete(
            result -> {
              underWay--;
              answered++;
              if (result.succeeded()) {
                answer(together, result.result());
              } else {
                together.forEach(asked -> asked.answer().fail(result.cause()));
              }
              queryNext();
            });
  }

  private static <K> void answer(List<Asked<K>> all, RowSet<Row> rows) {
    Row[] found = new Row[all.size()];
    for (Row row : rows) {
      found[(int) (row.getLong(row.size() - 1) - 1)] = row;
    }
    for (int i = 0; i < found.length; i++) {
      all.get(i).answer().complete(Optional.ofNullable(found[i]));
    }
  }
}
