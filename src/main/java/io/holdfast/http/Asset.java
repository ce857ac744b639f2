package io.holdfast.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the pages, ready to be sent. Safe from any thread, as long as nobody writes into its
 * buffers.
 *
 * @param gzipped null if that would not make it shorter
 * @param tag names its content, without quotes
 */
record Asset(CharSequence contentType, Buffer plain, Buffer gzipped, String tag) {
  /* Of a SHA-256: enough that no two contents ever share a name. */
  private static final int TAG_BYTES = 15;

  static Asset of(CharSequence contentType, byte[] content) {
    byte[] gzipped = gzip(content);
    return new Asset(
        contentType,
        Buffer.buffer(content),
        gzipped.length < content.length ? Buffer.buffer(gzipped) : null,
        tag(content));
  }

  /** Its two forms are two contents to a strong validator. */
  String etag(boolean compressed) {
    return compressed ? '"' + tag + "-gzip\"" : '"' + tag + '"';
  }

  /** Whether an If-None-Match header, or null, names this content in either form. */
  boolean isKnownTo(String ifNoneMatch) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(",", -1))
            .map(String::strip)
            .map(known -> known.startsWith("W/") ? known.substring(2) : known)
            .anyMatch(
                known ->
                    known.equals("*") || known.equals(etag(false)) || known.equals(etag(true)));
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out =
        new GZIPOutputStream(gzipped) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      out.write(content);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return gzipped.toByteArray();
  }

  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, TAG_BYTES));
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
