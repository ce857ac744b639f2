package io.holdfast.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/** A body as it comes in, as long as it is not too large. */
final class BoundedBody {
  /* What is still read of a body that is too large, so that its caller gets to see the answer. */
  private static final long DRAINED_BYTES_MAX = 4 << 20;
  static final byte[] NOTHING = {};

  private final int maxBytes;
  private long bytes;
  private Buffer first;
  private Buffer all;

  BoundedBody(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether a request with these headers has a body. */
  static boolean comesWith(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    return length == null ? headers.contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
  }

  /** Takes a piece; nothing is kept of a body that is too large. */
  void append(Buffer piece) {
    bytes += piece.length();
    if (bytes > maxBytes) {
      first = null;
      all = null;
    } else if (first == null) {
      first = piece;
    } else {
      if (all == null) {
        all = Buffer.buffer(first.length() + piece.length()).appendBuffer(first);
      }
      all.appendBuffer(piece);
    }
  }

  /** Counts a piece that nobody wants. */
  void skip(int length) {
    bytes += length;
    first = null;
    all = null;
  }

  /** Whether the body may be small enough; without a length that shows when it comes. */
  boolean fits(String length) {
    try {
      return length == null || Long.parseLong(length) <= maxBytes;
    } catch (NumberFormatException notANumber) {
      return false;
    }
  }

  boolean isTooLarge() {
    return bytes > maxBytes;
  }

  /** Whether so much came after it was too large that reading on makes no sense. */
  boolean isHopeless() {
    return bytes > maxBytes + DRAINED_BYTES_MAX;
  }

  byte[] bytes() {
    Buffer content = all == null ? first : all;
    return content == null ? NOTHING : content.getBytes();
  }
}
