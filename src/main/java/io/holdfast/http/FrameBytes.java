package io.holdfast.http;

import java.util.Arrays;

/** The bytes of the operation that is coming in, as long as they are not too many. */
final class FrameBytes {
  private final int max;
  private byte[] bytes = new byte[512];
  private int length;
  private boolean tooMany;

  FrameBytes(int max) {
    this.max = max;
  }

  void add(byte[] source, int from, int to) {
    int more = to - from;
    if (tooMany || length + more > max) {
      tooMany = true;
      return;
    }
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(max, Math.max(bytes.length * 2, length + more)));
    }
    System.arraycopy(source, from, bytes, length, more);
    length += more;
  }

  /** Whether there is nothing, or nothing but blanks. */
  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
        return false;
      }
    }
    return !tooMany;
  }

  /** Gives out what there is, null if it is too many, and begins anew. */
  byte[] cut() {
    byte[] whole = tooMany ? null : Arrays.copyOf(bytes, length);
    length = 0;
    tooMany = false;
    return whole;
  }
}
