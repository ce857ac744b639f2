package io.holdfast.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One HTTP/1.1 connection with at most one request under way. Confined to one thread. */
final class Connection implements AutoCloseable {
  /** Far above any answer to a debit; more is a fault of the subject, and reported. */
  private static final int ANSWER_MAX_BYTES = 16 * 1024;

  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final byte[] CONTENT_LENGTH =
      "content-length:".getBytes(StandardCharsets.US_ASCII);

  private final SocketChannel channel;
  private final ByteBuffer request;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER_MAX_BYTES);
  private long sentAtNanos;

  Connection(int port, ByteBuffer request) throws IOException {
    this.request = request;
    this.channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
  }

  void register(Selector selector) throws IOException {
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** The buffer to fill before {@link #send}. */
  ByteBuffer request() {
    return request;
  }

  long sentAtNanos() {
    return sentAtNanos;
  }

  void send(long nowNanos) throws IOException {
    answer.clear();
    sentAtNanos = nowNanos;
    // A request is far smaller than the socket's buffer, which is empty: one write does it.
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  /**
   * Takes in what has arrived.
   *
   * @return the status once the whole answer is there, 0 before
   * @throws IOException if the connection was closed, or what came is not one answer
   */
  int receive() throws IOException {
    if (channel.read(answer) < 0) {
      throw new EOFException("connection closed by the server");
    }
    int arrived = answer.position();
    if (arrived < STATUS_AT + 3) {
      return 0;
    }
    int bodyLength = -1;
    int line = next(STATUS_AT, arrived);
    while (line < arrived - 1) {
      if (answer.get(line) == '\r') {
        return complete(line + 2, bodyLength, arrived);
      }
      if (startsContentLength(line, arrived)) {
        bodyLength = digits(line + CONTENT_LENGTH.length, arrived);
      }
      line = next(line, arrived);
    }
    if (arrived == ANSWER_MAX_BYTES) {
      throw new ProtocolException("answer of more than " + ANSWER_MAX_BYTES + " bytes");
    }
    return 0;
  }

  /** The answer as text, for a message about it. */
  String answerText() {
    byte[] bytes = new byte[answer.position()];
    answer.get(0, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private int complete(int bodyAt, int bodyLength, int arrived) throws IOException {
    if (bodyLength < 0) {
      throw new ProtocolException("answer without Content-Length: " + answerText());
    }
    if (arrived > bodyAt + bodyLength || bodyAt + bodyLength > ANSWER_MAX_BYTES) {
      throw new ProtocolException("more than one answer, or a huge one: " + answerText());
    }
    return arrived < bodyAt + bodyLength ? 0 : status();
  }

  private int status() throws IOException {
    int status = 0;
    for (int i = STATUS_AT; i < STATUS_AT + 3; i++) {
      status = status * 10 + answer.get(i) - '0';
    }
    if (status < 100 || status > 599) {
      throw new ProtocolException("not an HTTP answer: " + answerText());
    }
    return status;
  }

  /**
   * Where the line after the one at {@code at} begins; beyond {@code arrived} if it is not there.
   */
  private int next(int at, int arrived) {
    int i = at;
    while (i < arrived && answer.get(i) != '\n') {
      i++;
    }
    return i + 1;
  }

  private boolean startsContentLength(int at, int arrived) {
    if (at + CONTENT_LENGTH.length > arrived) {
      return false;
    }
    for (int i = 0; i < CONTENT_LENGTH.length; i++) {
      byte c = answer.get(at + i);
      byte lower = c >= 'A' && c <= 'Z' ? (byte) (c + 'a' - 'A') : c;
      if (lower != CONTENT_LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private int digits(int at, int arrived) {
    int value = 0;
    for (int i = at; i < arrived; i++) {
      byte c = answer.get(i);
      if (c >= '0' && c <= '9') {
        value = value * 10 + c - '0';
      } else if (c != ' ') {
        break;
      }
    }
    return value;
  }
}
