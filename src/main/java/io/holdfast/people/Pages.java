package io.holdfast.people;

import io.holdfast.ledger.Cursors;
import io.holdfast.ledger.Page;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.Reads;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Lists by number, newest first, from statements that take the business, the number below which to
 * begin, and how many.
 *
 * @param list its name, with all that selects its rows
 */
record Pages<T>(
    Pool pool, String sql, String list, Function<Row, T> value, ToLongFunction<T> number) {

  /** Fails with {@link Reads.IllegalCursor}, or with a {@link io.holdfast.operation.Fault}. */
  Future<Page<T>> read(int business, Optional<String> cursor, int limit, Object... more) {
    String name = list + '/' + business;
    long below;
    try {
      below = cursor.map(text -> Cursors.read(name, text, 1)[0]).orElse(Long.MAX_VALUE);
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    Tuple parameters = Tuple.of(business, below, limit + 1);
    for (Object each : more) {
      parameters.addValue(each);
    }
    return pool.preparedQuery(sql)
        .execute(parameters)
        .map(
            rows -> {
              List<T> found = new ArrayList<>(rows.size());
              rows.forEach(row -> found.add(value.apply(row)));
              return Page.of(found, limit, last -> Cursors.write(name, number.applyAsLong(last)));
            })
        .recover(PostgresFaults.reading("listing"));
  }
}
