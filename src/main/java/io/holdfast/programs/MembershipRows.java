package io.holdfast.programs;

import io.holdfast.operation.Source;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rows as values, by the columns that the statements about memberships agree on. */
final class MembershipRows {
  private MembershipRows() {}

  /**
   * A membership.
   *
   * @param nextNumber of the period that comes next, or would if it went on
   * @param next that period; null if none comes
   */
  record Due(long number, int nextNumber, Periods.Next next, Periods.Rhythm rhythm) {}

  /** A period that is to be credited. */
  record Uncredited(
      long membership, int number, int business, Source source, WalletRef wallet, long amount) {}

  /** The first columns of memberships_due.sql and membership_locked.sql. */
  static Due due(Row row) {
    OffsetDateTime nextDueAt = row.getOffsetDateTime(2);
    return new Due(
        row.getLong(0),
        row.getInteger(1),
        nextDueAt == null ? null : new Periods.Next(row.getInteger(1), nextDueAt.toInstant()),
        new Periods.Rhythm(
            row.getOffsetDateTime(3).toInstant(),
            row.getLocalDateTime(4),
            Interval.ofWire(row.getString(5)),
            row.getInteger(6),
            ZoneId.of(row.getString(7))));
  }

  /** The first columns of membership_periods_to_credit.sql and membership_period_locked.sql. */
  static Uncredited uncredited(Row row) {
    return new Uncredited(
        row.getLong(0),
        row.getInteger(1),
        row.getInteger(2),
        new Source(row.getLong(0), Source.Kind.MEMBERSHIP, row.getUUID(3), row.getString(4)),
        new WalletRef(row.getUUID(5), row.getString(6)),
        row.getLong(7));
  }

  static Listed listed(Row row) {
    return new Listed(row.getLong(0), row.getString(1));
  }

  static Instant instant(Row row, int column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  static OffsetDateTime parameter(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static <T> Future<List<T>> all(
      SqlClient client, String sql, Tuple parameters, Function<Row, T> value) {
    return client
        .preparedQuery(sql)
        .execute(parameters)
        .map(
            rows -> {
              List<T> values = new ArrayList<>(rows.size());
              for (Row row : rows) {
                values.add(value.apply(row));
              }
              return values;
            });
  }

  static <T> Future<Optional<T>> one(
      SqlClient client, String sql, Tuple parameters, Function<Row, T> value) {
    return all(client, sql, parameters, value).map(found -> found.stream().findFirst());
  }

  /** The one row that there is for certain. */
  static <T> Future<T> only(
      SqlClient client, String sql, Tuple parameters, Function<Row, T> value) {
    return all(client, sql, parameters, value).map(found -> found.get(0));
  }
}
