package io.holdfast.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One HTTP/1.1 answer as it arrives. Reused from answer to answer; confined to one thread. */
final class Answer implements Unit.Answered {
  private static final int INITIAL_BYTES = 16 * 1024;

  /** Far above the answer to a batch of 10,000; more is a fault of the server, and reported. */
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final byte[] CONTENT_LENGTH = ascii("content-length:");
  private static final byte[] CHUNKED = ascii("transfer-encoding: chunked");
  private static final byte[] REPLAYED = ascii("idempotent-replayed: true");
  private static final byte[] ID = ascii("\"id\":\"");

  /** Of a result in the answer to a batch; no document of the service begins with a status. */
  private static final byte[] RESULT = ascii("{\"status\":");

  private static final int CREATED = 201;
  private static final int PAYMENT_REQUIRED = 402;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final byte[] NOT_APPLIED = ascii("\"outcome\":\"not_applied\"");

  private static final byte[] HEAD_END = ascii("\r\n\r\n");

  /** JSON has no such line in it: its strings escape line ends. */
  private static final byte[] LAST_CHUNK = ascii("\r\n0\r\n\r\n");

  private static final int UNKNOWN = -1;

  private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_BYTES);
  private byte[] bytes = buffer.array();
  private int bodyAt = UNKNOWN;
  private int bodyLength = UNKNOWN;
  private boolean chunked;

  void clear() {
    buffer.clear();
    bodyAt = UNKNOWN;
    bodyLength = UNKNOWN;
    chunked = false;
  }

  /**
   * Takes in what has arrived.
   *
   * @return whether the whole answer is there
   * @throws IOException if the connection was closed, or what came is not one answer
   */
  boolean receive(ReadableByteChannel channel) throws IOException {
    if (!buffer.hasRemaining()) {
      grow();
    }
    if (channel.read(buffer) < 0) {
      throw new EOFException("connection closed by the server");
    }
    if (bodyAt == UNKNOWN && !readHead()) {
      return false;
    }
    int arrived = buffer.position();
    if (chunked) {
      return arrived - LAST_CHUNK.length >= bodyAt - 2
          && startsWith(LAST_CHUNK, arrived - LAST_CHUNK.length);
    }
    if (arrived > bodyAt + bodyLength) {
      throw new ProtocolException("more than one answer: " + text());
    }
    return arrived == bodyAt + bodyLength;
  }

  @Override
  public int status() {
    return digits(STATUS_AT, 3);
  }

  @Override
  public boolean replayed() {
    for (int at = nextLine(0); at < bodyAt - 2; at = nextLine(at)) {
      if (startsWith(REPLAYED, at)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean refused() {
    return status() == TOO_MANY_REQUESTS
        || (status() == UNAVAILABLE && find(NOT_APPLIED, bodyAt) >= 0);
  }

  @Override
  public boolean copyId(byte[] into) {
    int at = find(ID, bodyAt);
    if (at < 0 || at + ID.length + into.length > buffer.position()) {
      return false;
    }
    System.arraycopy(bytes, at + ID.length, into, 0, into.length);
    return true;
  }

  @Override
  public int results(Outcome[] into) {
    int count = 0;
    int at = find(RESULT, bodyAt);
    while (at >= 0 && count < into.length) {
      int next = find(RESULT, at + RESULT.length);
      into[count] = result(digits(at + RESULT.length, 3), at, next);
      count++;
      at = next;
    }
    return at >= 0 ? count + 1 : count;
  }

  private Outcome result(int status, int at, int end) {
    return switch (status) {
      case CREATED -> Outcome.SUCCEEDED;
      case PAYMENT_REQUIRED -> Outcome.DECLINED;
      case UNAVAILABLE -> {
        int notApplied = find(NOT_APPLIED, at);
        boolean isOfThis = notApplied >= 0 && (end < 0 || notApplied < end);
        yield isOfThis ? Outcome.REFUSED : Outcome.FAILED;
      }
      default -> Outcome.FAILED;
    };
  }

  /** All of it, for a message about it. */
  String text() {
    return new String(bytes, 0, Math.min(buffer.position(), 2_000), StandardCharsets.UTF_8);
  }

  private boolean readHead() throws ProtocolException {
    int arrived = buffer.position();
    int end = endOfHead(arrived);
    if (end < 0) {
      return false;
    }
    bodyAt = end;
    for (int at = nextLine(0); at < end - 2; at = nextLine(at)) {
      if (startsWith(CONTENT_LENGTH, at)) {
        bodyLength = number(at + CONTENT_LENGTH.length);
      } else if (startsWith(CHUNKED, at)) {
        chunked = true;
      }
    }
    int status = status();
    if (status < 100 || status > 599 || (bodyLength < 0 && !chunked)) {
      throw new ProtocolException("not an HTTP answer with a body: " + text());
    }
    return true;
  }

  private int endOfHead(int arrived) {
    for (int at = 0; at + HEAD_END.length <= arrived; at++) {
      if (bytes[at] == '\r' && startsWith(HEAD_END, at)) {
        return at + HEAD_END.length;
      }
    }
    return -1;
  }

  private int nextLine(int at) {
    int i = at;
    while (bytes[i] != '\n') {
      i++;
    }
    return i + 1;
  }

  /** Whether this stands there, letters of any case taken for small ones. */
  private boolean startsWith(byte[] what, int at) {
    if (at < 0 || at + what.length > buffer.position()) {
      return false;
    }
    for (int i = 0; i < what.length; i++) {
      byte c = bytes[at + i];
      byte lower = c >= 'A' && c <= 'Z' ? (byte) (c + 'a' - 'A') : c;
      if (lower != what[i]) {
        return false;
      }
    }
    return true;
  }

  private int find(byte[] what, int from) {
    int end = buffer.position() - what.length;
    for (int at = from; at <= end; at++) {
      if (bytes[at] == what[0]
          && Arrays.equals(bytes, at, at + what.length, what, 0, what.length)) {
        return at;
      }
    }
    return -1;
  }

  private int digits(int at, int count) {
    int value = 0;
    for (int i = at; i < at + count && i < buffer.position(); i++) {
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }

  /** The number in the rest of a line. */
  private int number(int at) {
    int value = 0;
    for (int i = at; bytes[i] != '\r'; i++) {
      if (bytes[i] >= '0' && bytes[i] <= '9') {
        value = value * 10 + bytes[i] - '0';
      }
    }
    return value;
  }

  private void grow() throws ProtocolException {
    if (buffer.capacity() >= MAX_BYTES) {
      throw new ProtocolException("answer of more than " + MAX_BYTES + " bytes");
    }
    buffer = ByteBuffer.allocate(2 * buffer.capacity()).put(buffer.flip());
    bytes = buffer.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
