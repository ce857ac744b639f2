package io.holdfast.operation;

import java.nio.charset.StandardCharsets;

/**
 * What makes two requests "the same": 63 bits of the SHA-256 over their parsed fields.
 *
 * <p>Each field is written with its length, so that no two lists of fields run together into one
 * text. Confined to one thread; use one for each request.
 */
public final class Fingerprint {
  private final StringBuilder fields = new StringBuilder(192);

  public Fingerprint add(String field) {
    if (field == null) {
      fields.append("-;");
    } else {
      fields.append(field.length()).append(':').append(field).append(';');
    }
    return this;
  }

  public Fingerprint add(long field) {
    fields.append(field).append(';');
    return this;
  }

  public long bits() {
    byte[] digest = OperationKey.sha256().digest(utf8());
    return Origin.request(OperationKey.first64(digest, 0));
  }

  /** Without a copy of the text between, where it has no character beyond ASCII. */
  private byte[] utf8() {
    byte[] bytes = new byte[fields.length()];
    for (int i = 0; i < bytes.length; i++) {
      char unit = fields.charAt(i);
      if (unit > 127) {
        return fields.toString().getBytes(StandardCharsets.UTF_8);
      }
      bytes[i] = (byte) unit;
    }
    return bytes;
  }
}
