package io.holdfast.programs;

import io.holdfast.operation.Source;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Rows as values, by the columns that the statements of flows agree on. */
final class FlowRows {
  private FlowRows() {}

  static <T> List<T> all(RowSet<Row> rows, Function<Row, T> value) {
    List<T> values = new ArrayList<>(rows.size());
    rows.forEach(row -> values.add(value.apply(row)));
    return values;
  }

  static Flow flow(Row row) {
    return new Flow(
        row.getLong(0),
        row.getUUID(1),
        row.getString(2),
        new Flow.Trigger(row.getString(3), row.getInteger(4), row.getBoolean(5)),
        new Flow.Action(row.getLong(6), row.getString(7)),
        row.getBoolean(8),
        millis(row, 9));
  }

  static Activity activity(Row row) {
    return new Activity(
        row.getLong(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInteger(4),
        row.getInteger(5),
        millis(row, 6),
        millis(row, 7),
        advances(row));
  }

  static OwedReward owed(Row row) {
    return new OwedReward(
        new Source(row.getLong(0), Source.Kind.FLOW, row.getUUID(1), row.getString(2)),
        row.getInteger(3),
        row.getLong(4),
        row.getString(5),
        row.getLong(6),
        row.getLong(7),
        row.getString(8),
        row.getInteger(9),
        row.getString(10),
        row.getUUID(11),
        row.getLong(12));
  }

  private static List<Activity.Advance> advances(Row row) {
    UUID[] ids = row.getArrayOfUUIDs(8);
    if (ids == null) {
      return List.of();
    }
    Long[] reached = row.getArrayOfLongs(9);
    Integer[] targets = row.getArrayOfIntegers(10);
    Long[] amounts = row.getArrayOfLongs(11);
    String[] currencies = row.getArrayOfStrings(12);
    List<Activity.Advance> advances = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      advances.add(
          new Activity.Advance(
              ids[i], reached[i], targets[i], new Flow.Action(amounts[i], currencies[i])));
    }
    return advances;
  }

  private static long millis(Row row, int column) {
    return row.getOffsetDateTime(column).toInstant().toEpochMilli();
  }
}
