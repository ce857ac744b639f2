package io.holdfast.people;

import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Rows as values, by the columns that the statements of this package agree on. */
final class PeopleRows {
  private PeopleRows() {}

  static ApiKey key(Row row) {
    OffsetDateTime expiresAt = row.getOffsetDateTime(5);
    return new ApiKey(
        row.getInteger(0),
        row.getUUID(1),
        row.getInteger(2),
        row.getString(3),
        permissions(row.getArrayOfStrings(4)),
        expiresAt == null ? null : expiresAt.toInstant().toEpochMilli(),
        millis(row, 6));
  }

  static Location location(Row row) {
    return new Location(
        row.getInteger(0),
        row.getUUID(1),
        row.getInteger(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        millis(row, 6));
  }

  static Business business(Row row) {
    return new Business(
        row.getInteger(0),
        row.getUUID(1),
        row.getString(2),
        row.getBoolean(3),
        row.getBoolean(4),
        row.getLong(5),
        row.getInteger(6),
        List.of(row.getArrayOfStrings(7)),
        row.getString(8));
  }

  /** A name this version does not know opens nothing here. */
  private static Set<Permission> permissions(String[] names) {
    EnumSet<Permission> known = EnumSet.noneOf(Permission.class);
    Arrays.stream(names).forEach(name -> Permission.ofWire(name).ifPresent(known::add));
    return Set.copyOf(known);
  }

  static long millis(Row row, int column) {
    return row.getOffsetDateTime(column).toInstant().toEpochMilli();
  }
}
