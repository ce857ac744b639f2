package io.holdfast.reports;

import io.holdfast.wallet.Ids;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;

/** Rows of a statement as rows of a report. */
final class ReportRows {
  private ReportRows() {}

  /** A value for each column, of the type that its kind says. */
  static Object[] values(Row row, List<Column> columns) {
    Object[] values = new Object[columns.size()];
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (columns.get(i).kind()) {
            case TIME -> millis(row.getOffsetDateTime(at++));
            case TEXT, CODE -> row.getString(at++);
            case ID -> row.getUUID(at++);
            case AMOUNT -> row.getLong(at++);
            case MOVEMENT ->
                Ids.movement(
                    millis(row.getOffsetDateTime(at++)), row.getLong(at++), row.getLong(at++));
          };
    }
    return values;
  }

  private static Long millis(OffsetDateTime time) {
    return time == null ? null : time.toInstant().toEpochMilli();
  }
}
