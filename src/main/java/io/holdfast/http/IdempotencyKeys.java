package io.holdfast.http;

/**
 * The {@code Idempotency-Key} header: 1 to 255 visible ASCII characters, bare or as an RFC 8941
 * string in quotes. {@code "k"} and {@code k} are the same key.
 */
final class IdempotencyKeys {
  static final int LENGTH_MAX = 255;

  private IdempotencyKeys() {}

  /** The key that a header's value stands for, or null if it stands for none. */
  static String parse(String value) {
    String key = value.startsWith("\"") ? unquote(value) : value;
    return key != null && Texts.visibleAscii(key, LENGTH_MAX) ? key : null;
  }

  private static String unquote(String value) {
    int last = value.length() - 1;
    if (last < 1 || value.charAt(last) != '"') {
      return null;
    }
    StringBuilder key = new StringBuilder(last);
    for (int i = 1; i < last; i++) {
      char unit = value.charAt(i);
      if (unit == '"') {
        return null;
      }
      if (unit == '\\') {
        i++;
        if (i == last || (value.charAt(i) != '"' && value.charAt(i) != '\\')) {
          return null;
        }
        unit = value.charAt(i);
      }
      key.append(unit);
    }
    return key.toString();
  }
}
