package io.holdfast.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.holdfast.embedded.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** What no well-behaved client sends. */
final class Sockets {
  private static final int PATIENCE_MILLIS = 10_000;

  private Sockets() {}

  /** Sends a command to a Redis, and reads the first line of its answer. */
  static String redis(RedisServer server, String command) {
    return firstLine(server.port(), command + "\r\n");
  }

  /** A whole request under a new idempotency key, with one more header. */
  static String post(String path, String secret, String body, String header) {
    return head(path, secret, "Content-Length: " + body.length() + "\r\n" + header) + body;
  }

  /** A request up to its body, with these headers more. */
  static String head(String path, String secret, String headers) {
    return String.join(
        "\r\n",
        "POST " + path + " HTTP/1.1",
        "Host: 127.0.0.1",
        "Authorization: Bearer " + secret,
        "Content-Type: application/json",
        "Idempotency-Key: " + Client.newKey(),
        headers,
        "\r\n");
  }

  /**
   * Sends this as it is, and reads all until the other side closes.
   *
   * @param text each character as one byte; to end with an answer on which the service closes
   */
  static String answer(int port, String text) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Sends this as it is, and reads the first line of the answer.
   *
   * @param text each character as one byte
   * @return empty if the other side hung up without an answer
   */
  static String firstLine(int port, String text) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      String line =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
      return line == null ? "" : line;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
