package io.holdfast.wallet;

import java.util.UUID;

/**
 * Numbers, ids and plain texts as bytes, or as part of some: on the way of every operation a string
 * in between would be made for nothing. Without state.
 */
public final class Ascii {
  /** Bytes of an id. */
  public static final int ID_LENGTH = 36;

  private static final int HEX_DIGITS = 32;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private Ascii() {}

  /** How many bytes a number takes, 1 to 20. */
  public static int length(long number) {
    int length = number < 0 ? 2 : 1;
    for (long rest = number / 10; rest != 0; rest /= 10) {
      length++;
    }
    return length;
  }

  /** A number in decimal, by itself. */
  public static byte[] of(long number) {
    byte[] text = new byte[length(number)];
    put(number, text, 0);
    return text;
  }

  /** Writes a number in decimal, and tells where it ends. */
  public static int put(long number, byte[] target, int from) {
    int end = from + length(number);
    if (number < 0) {
      target[from] = '-';
    }
    long rest = number;
    int at = end;
    do {
      // Of a negative number the digits are negative: its opposite need not be a long.
      target[--at] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    } while (rest != 0);
    return end;
  }

  /** Writes the {@value #ID_LENGTH} characters of an id, and tells where they end. */
  public static int put(UUID id, byte[] target, int from) {
    int at = from;
    for (int digit = 0; digit < HEX_DIGITS; digit++) {
      if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
        target[at++] = '-';
      }
      long half = digit < 16 ? id.getMostSignificantBits() : id.getLeastSignificantBits();
      target[at++] = HEX[(int) (half >>> (60 - 4 * (digit & 15))) & 15];
    }
    return at;
  }

  /** Copies bytes, and tells where they end. */
  public static int put(byte[] text, byte[] target, int from) {
    System.arraycopy(text, 0, target, from, text.length);
    return from + text.length;
  }

  /** Writes a text of no other characters than those of ASCII, and tells where it ends. */
  public static int put(String text, byte[] target, int from) {
    int at = from;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit > 127) {
        throw new IllegalArgumentException("not ASCII: " + text);
      }
      target[at++] = (byte) unit;
    }
    return at;
  }
}
