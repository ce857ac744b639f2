package io.holdfast.people;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.PostgresFaults;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.function.Function;

/** Changes of more than one statement, all of them or none. */
final class Writes {
  private static final String UNIQUE_VIOLATION = "23505";

  private Writes() {}

  /**
   * Changes something in one database transaction.
   *
   * @return fails with {@link Creations.NotMade} as the change does, or with a {@link
   *     io.holdfast.operation.Fault}
   */
  static <T> Future<T> change(Pool pool, String what, Function<SqlConnection, Future<T>> change) {
    return pool.withTransaction(change)
        .recover(
            failure ->
                failure instanceof Creations.NotMade
                    ? Future.failedFuture(failure)
                    : PostgresFaults.<T>writing(what).apply(failure));
  }

  /** The only row, as a value. */
  static <T> Future<Optional<T>> one(
      SqlConnection connection, String sql, Tuple parameters, Function<Row, T> value) {
    return connection
        .preparedQuery(sql)
        .execute(parameters)
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(value.apply(rows.iterator().next())));
  }

  /** For {@link Future#recover}: what is the only one of its kind is there already. */
  static <T> Function<Throwable, Future<T>> taken(Refused.Reason reason) {
    return failure ->
        failure instanceof PgException refusal && UNIQUE_VIOLATION.equals(refusal.getSqlState())
            ? Future.failedFuture(new Refused(reason))
            : Future.failedFuture(failure);
  }
}
