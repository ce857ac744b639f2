package io.holdfast.http;

import io.vertx.core.buffer.Buffer;

/** What a report looks like: called once at its begin, for each row, and once at its end. */
interface ReportForm {
  CharSequence contentType();

  /** For a browser that saves it, or null. */
  String fileName();

  void begin(Buffer target);

  /**
   * Writes a row.
   *
   * @param row a value for each column of the report, by its kind
   */
  void row(Object[] row, Buffer target);

  void end(Buffer target);
}
