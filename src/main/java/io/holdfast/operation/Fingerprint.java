package io.holdfast.operation;

import io.holdfast.wallet.Ascii;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;

/**
 * What makes two requests "the same": 63 bits of the SHA-256 over their parsed fields.
 *
 * <p>Each field is written with its length, so that no two lists of fields run together into one
 * text. Confined to one thread; use one for each request.
 */
public final class Fingerprint {
  /** Holds the fields of a debit without growing. */
  private static final int EXPECTED_BYTES = 192;

  private static final int DIGITS_MAX = 20;

  private byte[] fields = new byte[EXPECTED_BYTES];
  private int length;

  public Fingerprint add(String field) {
    if (field == null) {
      put('-');
    } else {
      putNumber(field.length());
      put(':');
      putText(field);
    }
    put(';');
    return this;
  }

  public Fingerprint add(long field) {
    putNumber(field);
    put(';');
    return this;
  }

  /** The same as its text. */
  public Fingerprint add(UUID field) {
    if (field == null) {
      return add((String) null);
    }
    putNumber(Ascii.ID_LENGTH);
    put(':');
    makeRoom(Ascii.ID_LENGTH);
    length = Ascii.put(field, fields, length);
    put(';');
    return this;
  }

  public long bits() {
    MessageDigest digest = OperationKey.sha256();
    digest.update(fields, 0, length);
    return Origin.request(OperationKey.first64(digest.digest(), 0));
  }

  private void put(char ascii) {
    makeRoom(1);
    fields[length++] = (byte) ascii;
  }

  /** In UTF-8; without a copy between, where it has no character beyond ASCII. */
  private void putText(String text) {
    makeRoom(text.length());
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit > 127) {
        byte[] encoded = text.substring(i).getBytes(StandardCharsets.UTF_8);
        makeRoom(encoded.length);
        System.arraycopy(encoded, 0, fields, length, encoded.length);
        length += encoded.length;
        return;
      }
      fields[length++] = (byte) unit;
    }
  }

  private void putNumber(long number) {
    makeRoom(DIGITS_MAX);
    length = Ascii.put(number, fields, length);
  }

  private void makeRoom(int bytes) {
    if (length + bytes > fields.length) {
      fields = Arrays.copyOf(fields, Math.max(2 * fields.length, length + bytes));
    }
  }
}
