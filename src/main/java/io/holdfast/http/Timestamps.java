package io.holdfast.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Times on the wire: RFC 3339, written in UTC with exactly three decimals. */
final class Timestamps {
  /** Length of every timestamp this class writes. */
  static final int LENGTH = 24;

  /* java.time alone would take times without seconds and offsets with seconds. */
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

  private Timestamps() {}

  /**
   * Writes a time into the first {@link #LENGTH} places of {@code target}.
   *
   * @param millis since 1970; in the years 0 to 9999
   */
  static void write(long millis, byte[] target) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), 0, ZoneOffset.UTC);
    digits(time.getYear(), target, 0, 4);
    target[4] = '-';
    digits(time.getMonthValue(), target, 5, 2);
    target[7] = '-';
    digits(time.getDayOfMonth(), target, 8, 2);
    target[10] = 'T';
    digits(time.getHour(), target, 11, 2);
    target[13] = ':';
    digits(time.getMinute(), target, 14, 2);
    target[16] = ':';
    digits(time.getSecond(), target, 17, 2);
    target[19] = '.';
    digits((int) Math.floorMod(millis, 1000L), target, 20, 3);
    target[23] = 'Z';
  }

  static String format(long millis) {
    byte[] text = new byte[LENGTH];
    write(millis, text);
    return new String(text, US_ASCII);
  }

  /** Milliseconds since 1970 of an RFC 3339 time, cut, not rounded; empty if it is none. */
  static OptionalLong parse(String text) {
    if (!RFC_3339.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    } catch (DateTimeException noSuchDay) {
      return OptionalLong.empty();
    }
  }

  private static void digits(int value, byte[] target, int from, int count) {
    int rest = value;
    for (int i = from + count - 1; i >= from; i--) {
      target[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
