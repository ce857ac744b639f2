package io.holdfast.http;

import java.util.concurrent.ThreadLocalRandom;

/** How a request is known outside: its id, and its place in a W3C trace. */
final class Traces {
  static final int REQUEST_ID_LENGTH_MAX = 128;

  private static final int LENGTH = 55;

  private Traces() {}

  /** The caller's request id if it is 1 to 128 visible ASCII characters, else a new one. */
  static String requestId(String given) {
    if (given != null && Texts.visibleAscii(given, REQUEST_ID_LENGTH_MAX)) {
      return given;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return hex(random.nextLong()) + hex(random.nextLong());
  }

  /**
   * What to answer to a {@code traceparent}: the same trace and flags under a new span, or null if
   * the header is not valid, and with that no trace to take part in.
   */
  static String answer(String traceparent) {
    if (traceparent == null || !isValid(traceparent)) {
      return null;
    }
    long span = ThreadLocalRandom.current().nextLong() | 1; // all zeros would be no span
    return "00-"
        + traceparent.substring(3, 35)
        + '-'
        + hex(span)
        + '-'
        + traceparent.substring(53, LENGTH);
  }

  private static boolean isValid(String header) {
    // Version 00 ends here; a later version may go on behind another dash.
    boolean longEnough = header.length() == LENGTH;
    boolean later =
        header.length() > LENGTH && header.charAt(LENGTH) == '-' && !header.startsWith("00");
    return (longEnough || later)
        && !header.startsWith("ff")
        && isHex(header, 0, 2)
        && header.charAt(2) == '-'
        && isHex(header, 3, 35)
        && !isZero(header, 3, 35)
        && header.charAt(35) == '-'
        && isHex(header, 36, 52)
        && !isZero(header, 36, 52)
        && header.charAt(52) == '-'
        && isHex(header, 53, LENGTH);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char unit = text.charAt(i);
      if (!((unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  private static String hex(long bits) {
    String digits = Long.toHexString(bits);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
