package io.holdfast.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes JSON straight into the buffer that goes out. */
final class Json {
  /* Holds a transaction without growing. */
  private static final int EXPECTED_BYTES = 640;

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Something that can be written as JSON. */
  interface Document {
    void writeTo(JsonGenerator json) throws IOException;
  }

  static Buffer write(Document document) {
    Buffer target = Buffer.buffer(EXPECTED_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(new BufferStream(target))) {
      document.writeTo(json);
    } catch (IOException noStreamIsInvolved) {
      throw new UncheckedIOException(noStreamIsInvolved);
    }
    return target;
  }

  private static final class BufferStream extends OutputStream {
    private final Buffer target;

    BufferStream(Buffer target) {
      this.target = target;
    }

    @Override
    public void write(int unit) {
      target.appendByte((byte) unit);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      target.appendBytes(bytes, offset, length);
    }
  }
}
