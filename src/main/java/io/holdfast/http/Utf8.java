package io.holdfast.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether bytes are the only encoding that the API speaks. */
final class Utf8 {
  private Utf8() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether the bytes are strict UTF-8 without NUL. The parser behind it would also take overlong
   * forms, lone surrogates, and guess at UTF-16 and UTF-32 by their zero bytes.
   */
  static boolean isWellFormed(byte[] bytes) {
    boolean ascii = true;
    for (byte unit : bytes) {
      if (unit == 0) {
        return false;
      }
      ascii &= unit > 0;
    }
    if (ascii) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }
}
