package io.holdfast.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A batch of lines that is written while its results are read. */
final class BatchStream implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final StringBuilder pending = new StringBuilder();
  private boolean headed;
  private boolean over;

  BatchStream(int port, String secret, String... headers) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream());
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String head =
        "POST /v1/batches HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
            + secret
            + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n"
            + more
            + "\r\n";
    out.write(head.getBytes(UTF_8));
  }

  void write(JsonObject operation) throws IOException {
    writeText(operation.encode() + "\n");
  }

  void writeText(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
    out.write(bytes);
    out.write("\r\n".getBytes(UTF_8));
    out.flush();
  }

  void end() throws IOException {
    out.write("0\r\n\r\n".getBytes(UTF_8));
    out.flush();
  }

  /** The next result. */
  Batch.Result read() throws IOException {
    int end = pending.indexOf("\n");
    while (end < 0) {
      readChunk();
      if (over) {
        throw new EOFException("no more results, but " + pending);
      }
      end = pending.indexOf("\n");
    }
    String line = pending.substring(0, end);
    pending.delete(0, end + 1);
    return Batch.Result.of(new JsonObject(line));
  }

  /** Whether the answer ended in good order, with nothing more in it. */
  boolean isOver() throws IOException {
    while (!over && pending.isEmpty()) {
      readChunk();
    }
    return over && pending.isEmpty();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void readChunk() throws IOException {
    if (!headed) {
      headed = true;
      String line = readLine();
      if (!line.startsWith("HTTP/1.1 200")) {
        throw new IOException(line);
      }
      while (!line.isEmpty()) {
        line = readLine();
      }
    }
    int length = Integer.parseInt(readLine(), 16);
    pending.append(new String(in.readNBytes(length), UTF_8));
    readLine();
    over = length == 0;
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int unit = in.read(); unit != '\n'; unit = in.read()) {
      if (unit < 0) {
        throw new EOFException("cut off");
      }
      line.append((char) unit);
    }
    return line.substring(0, line.length() - 1);
  }
}
