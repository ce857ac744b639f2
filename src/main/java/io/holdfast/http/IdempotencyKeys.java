package io.holdfast.http;

import io.vertx.core.MultiMap;
import java.util.List;

/**
 * Idempotency keys: 1 to 255 visible ASCII characters, bare or as an RFC 8941 string in quotes.
 * {@code "k"} and {@code k} are the same key, in the {@code Idempotency-Key} header as in a body or
 * a query: who asks what became of a key, or reverses it, writes it as it was sent.
 */
final class IdempotencyKeys {
  static final int LENGTH_MAX = 255;

  private IdempotencyKeys() {}

  /** The key in a request's header, which is there; null, and a fault, if it stands for none. */
  static String read(MultiMap headers, Fields fields) {
    List<String> all = headers.getAll(Headers.IDEMPOTENCY_KEY);
    String parsed = all.size() == 1 ? parse(all.get(0)) : null;
    if (parsed == null) {
      fields.reject(
          InputFault.inHeader(
              "Idempotency-Key", "must be there once, with 1 to 255 visible ASCII characters"));
    }
    return parsed;
  }

  /** The key that a text stands for, or null if it stands for none. */
  static String parse(String text) {
    String quoted = text.startsWith("\"") ? unquote(text) : null;
    if (quoted != null && Texts.visibleAscii(quoted, LENGTH_MAX)) {
      return quoted;
    } else if (quoted != null && quoted.isEmpty()) {
      // A caller that has lost its key: taken for a key, all its sales would be one.
      return null;
    }
    return Texts.visibleAscii(text, LENGTH_MAX) ? text : null;
  }

  /** What stands in quotes, or null if the text is not a string in quotes. */
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
