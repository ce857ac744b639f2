package io.holdfast.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.regex.Pattern;

/** What a text from outside may be: any Unicode but control characters, within a length. */
final class Texts {
  /* "thing.happened", all of a thing, or all. Of things that do not exist yet as well. */
  private static final Pattern EVENT_TYPE =
      Pattern.compile("\\*|[a-z][a-z_]{0,49}\\.(\\*|[a-z][a-z_]{0,49})");

  private Texts() {}

  /** Whether this names events: {@code wallet.created}, {@code wallet.*} or {@code *}. */
  static boolean eventType(String text) {
    return EVENT_TYPE.matcher(text).matches();
  }

  /**
   * What is wrong with a text, or null.
   *
   * @param min fewest code points
   * @param max most code points
   */
  static String fault(String text, int min, int max) {
    int codePoints = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < 0x20 || (unit >= 0x7F && unit <= 0x9F)) {
        return "must not contain control characters";
      }
      if (Character.isSurrogate(unit)) {
        boolean paired =
            Character.isHighSurrogate(unit)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return "must not contain unpaired surrogates";
        }
        i++;
      }
      codePoints++;
    }
    if (codePoints < min) {
      return min == 1 ? "must not be empty" : "must have at least " + min + " characters";
    }
    return codePoints > max ? "must have at most " + max + " characters" : null;
  }

  /** The text with what cannot be written as UTF-8 replaced by U+FFFD, cut after 200 units. */
  static String printable(String text) {
    String cut = text.length() > 200 ? text.substring(0, 200) : text;
    StringBuilder clean = new StringBuilder(cut.length());
    cut.codePoints()
        .map(
            point ->
                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                    ? 0xFFFD
                    : point)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** Whether every percent sign of a path begins a byte, and these bytes are UTF-8. */
  static boolean percentEncoded(String path) {
    int percent = path.indexOf('%');
    if (percent < 0) {
      return true;
    }
    try {
      // A plus sign is itself in a path; only forms write a blank that way.
      return URLDecoder.decode(path.replace("+", "%2B"), UTF_8).indexOf('\uFFFD') < 0;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /** Whether every character is visible ASCII (0x21 to 0x7E) and there are 1 to max of them. */
  static boolean visibleAscii(String text, int max) {
    if (text.isEmpty() || text.length() > max) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < 0x21 || unit > 0x7E) {
        return false;
      }
    }
    return true;
  }
}
