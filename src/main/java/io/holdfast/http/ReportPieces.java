package io.holdfast.http;

import io.holdfast.reports.RunningReport;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A running report in a form, piece by piece: as many rows as PostgreSQL handed on at a time. */
final class ReportPieces implements Reply.Pieces {
  /* Holds the rows that are handed on at a time, of most reports. */
  private static final int EXPECTED_BYTES = 65_536;

  private final RunningReport report;
  private final ReportForm form;
  private boolean begun;
  private boolean ended;

  ReportPieces(RunningReport report, ReportForm form) {
    this.report = report;
    this.form = form;
  }

  @Override
  public CharSequence contentType() {
    return form.contentType();
  }

  @Override
  public String fileName() {
    return form.fileName();
  }

  @Override
  public Future<Buffer> next() {
    return ended ? Future.succeededFuture() : report.next().compose(this::pieceOf);
  }

  /**
   * What was read is whole with the last piece: the session need not wait for its reader. But the
   * reader waits for the session, or his next report would be one too many.
   */
  private Future<Buffer> pieceOf(List<Object[]> rows) {
    Buffer piece = piece(rows);
    return ended ? report.close().map(piece) : Future.succeededFuture(piece);
  }

  @Override
  public void close() {
    report.close();
  }

  private Buffer piece(List<Object[]> rows) {
    Buffer piece = Buffer.buffer(rows.isEmpty() ? 1_024 : EXPECTED_BYTES);
    if (!begun) {
      begun = true;
      form.begin(piece);
    }
    for (Object[] row : rows) {
      form.row(row, piece);
    }
    if (rows.isEmpty()) {
      ended = true;
      form.end(piece);
    }
    return piece;
  }
}
