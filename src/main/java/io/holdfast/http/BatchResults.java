package io.holdfast.http;

import io.vertx.core.buffer.Buffer;

/** The results of a batch as they go out: one JSON document, or one a line. */
final class BatchResults {
  private static final int EXPECTED_BYTES = 16 * 1024;

  private static final byte[] STATUS = Utf8.bytes("{\"status\":");
  private static final byte[] BODY = Utf8.bytes(",\"body\":");

  private final boolean lines;
  private final String requestId;
  private Buffer out = Buffer.buffer();
  private boolean any;

  /**
   * @param lines whether each result is a line of its own
   * @param requestId of the whole
   */
  BatchResults(boolean lines, String requestId) {
    this.lines = lines;
    this.requestId = requestId;
  }

  /** The reply to the operation in this place, from 0. */
  void add(int number, Reply reply) {
    if (!lines) {
      out.appendString(any ? "," : "{\"results\":[");
    }
    any = true;
    out.appendBytes(STATUS).appendString(Integer.toString(reply.status())).appendBytes(BODY);
    if (reply instanceof Problem problem) {
      out.appendBuffer(problem.document("/v1/batches#/operations/" + number, requestId));
    } else {
      out.appendBuffer(((Reply.Success) reply).body());
    }
    out.appendByte((byte) '}');
    if (lines) {
      out.appendByte((byte) '\n');
    }
  }

  /** There are no more. */
  void end() {
    if (!lines) {
      out.appendString("]}");
    }
  }

  /** What there is to be sent; empty for nothing. */
  Buffer take() {
    Buffer taken = out;
    out = Buffer.buffer(taken.length() == 0 ? 0 : EXPECTED_BYTES);
    return taken;
  }
}
