package io.holdfast.http;

/**
 * How far a JSON value goes, by its brackets and quotes alone, over any number of pieces. Of what
 * is no JSON it finds some end, and whoever reads it finds out.
 */
final class JsonExtent {
  private int depth;
  private boolean begun;
  private boolean inText;
  private boolean escaped;
  private boolean over;

  /** Whether the value ended with the last piece that was looked at. */
  boolean isOver() {
    return over;
  }

  /** For the next value. */
  void reset() {
    depth = 0;
    begun = false;
    inText = false;
    escaped = false;
    over = false;
  }

  /** Where the value ends in this piece, or the piece does. */
  int end(byte[] piece, int from) {
    for (int i = from; i < piece.length; i++) {
      byte unit = piece[i];
      if (inText) {
        if (escaped) {
          escaped = false;
        } else if (unit == '\\') {
          escaped = true;
        } else if (unit == '"') {
          inText = false;
          over = depth == 0;
        }
      } else if (unit == '"') {
        inText = true;
      } else if (unit == '{' || unit == '[') {
        depth++;
      } else if (unit == '}' || unit == ']') {
        if (depth == 0) {
          over = true;
          return i; // It closes what is around a number or a word.
        }
        depth--;
        over = depth == 0;
      } else if (depth == 0 && (unit == ',' || (begun && isBlank(unit)))) {
        over = true;
        return i;
      }
      begun |= !isBlank(unit);
      if (over) {
        return i + 1;
      }
    }
    return piece.length;
  }

  private static boolean isBlank(byte unit) {
    return unit == ' ' || unit == '\t' || unit == '\n' || unit == '\r';
  }
}
