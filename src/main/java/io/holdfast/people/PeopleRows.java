package io.holdfast.people;

import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Rows as values, by the columns that the statements of this package agree on. */
final class PeopleRows {
  private PeopleRows() {}

  /** A key by itself, with the id of its member of staff. */
  static ApiKey key(Row row, UUID staffId) {
    return new ApiKey(
        row.getInteger(0),
        row.getUUID(1),
        row.getInteger(2),
        row.getString(3),
        permissions(row.getArrayOfStrings(4)),
        millisOrNull(row, 5),
        millis(row, 6),
        staffId,
        Set.of());
  }

  /** A key of a list, whose last column is the id of its member of staff. */
  static ApiKey listedKey(Row row) {
    return key(row, row.getUUID(8));
  }

  static Member member(Row row) {
    return new Member(
        row.getInteger(0),
        row.getUUID(1),
        row.getInteger(2),
        row.getString(3),
        row.getString(4),
        permissions(row.getArrayOfStrings(5)),
        List.of(row.getArrayOfUUIDs(6)),
        row.getBoolean(7),
        millisOrNull(row, 8),
        millis(row, 9));
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

  static Change change(Row row) {
    return new Change(
        row.getLong(0),
        row.getInteger(1),
        row.getString(2),
        row.getUUID(3),
        row.getString(4),
        row.getString(5),
        millis(row, 6));
  }

  /** Names as they are kept, in the order of the table of permissions. */
  static String[] names(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::wire).toArray(String[]::new);
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

  private static Long millisOrNull(Row row, int column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : (Long) time.toInstant().toEpochMilli();
  }
}
