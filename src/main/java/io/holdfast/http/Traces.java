package io.holdfast.http;

import java.util.concurrent.ThreadLocalRandom;

/** How a request is known outside: its id, and its place in a W3C trace. */
final class Traces {
  static final int REQUEST_ID_LENGTH_MAX = 128;

  private static final int LENGTH = 55;

  /** Where the span stands in it. */
  private static final int SPAN = 36;

  private Traces() {}

  /** The caller's request id if it is 1 to 128 visible ASCII characters, else a new one. */
  static String requestId(String given) {
    if (given != null && Texts.visibleAscii(given, REQUEST_ID_LENGTH_MAX)) {
      return given;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    char[] digits = new char[32];
    writeHex(random.nextLong(), digits, 0);
    writeHex(random.nextLong(), digits, 16);
    return new String(digits);
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
    char[] answer = new char[LENGTH];
    traceparent.getChars(0, LENGTH, answer, 0);
    answer[0] = '0';
    answer[1] = '0';
    writeHex(span, answer, SPAN);
    return new String(answer);
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

  private static void writeHex(long bits, char[] target, int at) {
    for (int digit = 0; digit < 16; digit++) {
      target[at + digit] = Character.forDigit((int) (bits >>> (60 - 4 * digit)) & 15, 16);
    }
  }
}
