package io.holdfast.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.reports.Column;
import io.holdfast.reports.Report;
import io.holdfast.reports.ReportRequest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * A report as one JSON object: what was asked for, the rows, and, since they are known last, the
 * totals. A document that was cut off lacks its end and is no JSON.
 */
final class JsonReport implements ReportForm {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final ReportRequest request;
  private final List<Column> columns;
  private final ReportTotals totals;
  private final Target target = new Target();
  private final JsonGenerator json;

  JsonReport(ReportRequest request) {
    this.request = request;
    this.columns = request.report().columns();
    this.totals = new ReportTotals(request.report());
    try {
      this.json = FACTORY.createGenerator(target);
    } catch (IOException noStreamIsInvolved) {
      throw new UncheckedIOException(noStreamIsInvolved);
    }
  }

  @Override
  public CharSequence contentType() {
    return Headers.JSON;
  }

  @Override
  public String fileName() {
    return null;
  }

  @Override
  public void begin(Buffer into) {
    write(
        into,
        () -> {
          json.writeStartObject();
          moment("from", request.fromMillis());
          moment("to", request.untilMillis());
          if (request.report() == Report.BALANCES) {
            moment("at", request.atMillis());
          }
          json.writeStringField(
              "location_id", request.location().map(place -> place.id().toString()).orElse(null));
          json.writeArrayFieldStart("data");
        });
  }

  @Override
  public void row(Object[] row, Buffer into) {
    totals.add(row);
    write(
        into,
        () -> {
          json.writeStartObject();
          for (int i = 0; i < row.length; i++) {
            json.writeFieldName(columns.get(i).name());
            value(columns.get(i).kind(), row[i]);
          }
          json.writeEndObject();
        });
  }

  @Override
  public void end(Buffer into) {
    write(
        into,
        () -> {
          json.writeEndArray();
          json.writeFieldName("totals");
          totals.writeTo(json);
          json.writeEndObject();
          json.close();
        });
  }

  private void value(Column.Kind kind, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (kind == Column.Kind.AMOUNT) {
      json.writeNumber((Long) value);
    } else if (kind == Column.Kind.TIME) {
      json.writeString(Timestamps.format((Long) value));
    } else {
      json.writeString(value.toString());
    }
  }

  private void moment(String name, OptionalLong millis) throws IOException {
    json.writeStringField(name, millis.isPresent() ? Timestamps.format(millis.getAsLong()) : null);
  }

  private interface Part {
    void write() throws IOException;
  }

  private void write(Buffer into, Part part) {
    target.current = into;
    try {
      part.write();
      if (!json.isClosed()) {
        json.flush();
      }
    } catch (IOException noStreamIsInvolved) {
      throw new UncheckedIOException(noStreamIsInvolved);
    }
  }

  /** The piece that is being made. */
  private static final class Target extends OutputStream {
    private Buffer current;

    @Override
    public void write(int unit) {
      current.appendByte((byte) unit);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      current.appendBytes(bytes, offset, length);
    }
  }
}
