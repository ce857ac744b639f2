package io.holdfast.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Places in lists, as callers carry them from one page to the next.
 *
 * <p>A cursor is a version, a checksum and the position of the last row given. The checksum also
 * covers the list's name, so that a cursor of one list, business or filter is refused by another.
 * It is no secret and needs to be none: whatever the position, a list only gives what is its own.
 */
public final class Cursors {
  private static final byte VERSION = 1;
  private static final int HEAD_BYTES = 1 + Integer.BYTES;

  /** Above this no cursor of ours is; nothing longer is worth decoding. */
  private static final int LENGTH_MAX = 200;

  private Cursors() {}

  /**
   * Names a position.
   *
   * @param list the list with all that selects its rows
   */
  public static String write(String list, long... position) {
    ByteBuffer body = ByteBuffer.allocate(HEAD_BYTES + position.length * Long.BYTES);
    body.put(VERSION).putInt(checksum(list, position));
    for (long part : position) {
      body.putLong(part);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(body.array());
  }

  /**
   * The position that {@link #write} named for the same list.
   *
   * @param parts how many numbers a position of this list has
   * @throws Reads.IllegalCursor if it did not
   */
  public static long[] read(String list, String cursor, int parts) {
    ByteBuffer body = ByteBuffer.wrap(decode(cursor));
    if (body.remaining() != HEAD_BYTES + parts * Long.BYTES || body.get() != VERSION) {
      throw new Reads.IllegalCursor();
    }
    int checksum = body.getInt();
    long[] position = new long[parts];
    for (int i = 0; i < parts; i++) {
      position[i] = body.getLong();
    }
    // Compared as text too: Base64 has several spellings of one value, and only one was given.
    if (checksum != checksum(list, position) || !write(list, position).equals(cursor)) {
      throw new Reads.IllegalCursor();
    }
    return position;
  }

  private static byte[] decode(String cursor) {
    try {
      if (cursor.length() <= LENGTH_MAX) {
        return Base64.getUrlDecoder().decode(cursor);
      }
    } catch (IllegalArgumentException malformed) {
      // Told below, as any other.
    }
    throw new Reads.IllegalCursor();
  }

  private static int checksum(String list, long[] position) {
    CRC32 sum = new CRC32();
    sum.update(VERSION);
    sum.update(list.getBytes(StandardCharsets.UTF_8));
    for (long part : position) {
      sum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, part));
    }
    return (int) sum.getValue();
  }
}
