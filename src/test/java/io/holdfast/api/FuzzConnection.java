package io.holdfast.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection on which requests follow one another, until the service closes it. */
final class FuzzConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket;
  private final InputStream in;

  FuzzConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
  }

  /**
   * An answer.
   *
   * @param closing whether the service closes after it
   */
  record Answer(int status, Map<String, String> headers, String body, boolean closing) {}

  void send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
  }

  /** The next answer; null if the service closed without one. Interim ones are skipped. */
  Answer read(boolean bodiless) throws IOException {
    while (true) {
      String line = line();
      if (line == null) {
        return null;
      }
      int status = Integer.parseInt(line.substring(9, 12));
      Map<String, String> headers = new TreeMap<>();
      for (String header = line(); header != null && !header.isEmpty(); header = line()) {
        int colon = header.indexOf(':');
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
      }
      if (status == 100) {
        continue;
      }
      byte[] body = bodiless || status == 204 ? new byte[0] : body(headers);
      boolean closing = "close".equalsIgnoreCase(headers.get("connection"));
      return new Answer(status, headers, new String(body, UTF_8), closing);
    }
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      if (size == null) {
        throw new IOException("cut off in a stream");
      }
      int length = Integer.parseInt(size, 16);
      body.write(in.readNBytes(length));
      line();
      if (length == 0) {
        return body.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
