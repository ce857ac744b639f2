package io.holdfast.operation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * An idempotency key as it is stored: 128 bits of the key's SHA-256, unique within its wallet.
 *
 * @param text the caller's key, 1 to 255 characters
 * @param generation 0, and one more for each attempt that had to be retracted
 * @param hash what PostgreSQL and Redis know the attempt by
 */
public record OperationKey(String text, int generation, UUID hash) {
  /* One a thread: a request needs two digests, and looking the algorithm up costs as much as one. */
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(OperationKey::newSha256);

  public static OperationKey of(String text) {
    return of(text, 0);
  }

  /** The key under which a retry goes on after this attempt was retracted. */
  public OperationKey next() {
    return of(text, generation + 1);
  }

  private static OperationKey of(String text, int generation) {
    // A separator that no key contains keeps "a" + generation 1 apart from the key "a1".
    String salted = generation == 0 ? text : text + '\0' + generation;
    byte[] digest = sha256().digest(salted.getBytes(StandardCharsets.UTF_8));
    return new OperationKey(text, generation, new UUID(first64(digest, 0), first64(digest, 8)));
  }

  /** SHA-256, ready to begin; to be used up before the thread asks for it again. */
  static MessageDigest sha256() {
    return SHA256.get();
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  static long first64(byte[] bytes, int offset) {
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits = (bits << 8) | (bytes[offset + i] & 0xFF);
    }
    return bits;
  }
}
