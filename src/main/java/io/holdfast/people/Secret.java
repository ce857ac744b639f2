package io.holdfast.people;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of an API key or the token of a session, and the only form in which it is kept.
 *
 * <p>256 random bits need no salt and no slow hash: there is nothing to guess. They are looked up
 * by their hash, and hashes are compared in the same time wherever they differ.
 */
final class Secret {
  private static final String PREFIX = "hf_";
  private static final int BYTES = 32;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** One for each thread: every request needs one, and making it costs as much as using it. */
  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Secret::sha256);

  /** SHA-256 as a key of maps. */
  record Hash(long first, long second, long third, long fourth) {
    static Hash of(byte[] digest) {
      return new Hash(
          (long) LONGS.get(digest, 0),
          (long) LONGS.get(digest, Long.BYTES),
          (long) LONGS.get(digest, 2 * Long.BYTES),
          (long) LONGS.get(digest, 3 * Long.BYTES));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Hash it
          && ((first ^ it.first) | (second ^ it.second) | (third ^ it.third) | (fourth ^ it.fourth))
              == 0;
    }

    /** Any 32 bits of a digest are as good as any other. */
    @Override
    public int hashCode() {
      return (int) first;
    }
  }

  private Secret() {}

  /** A new secret: {@code hf_} and 43 characters of Base64url. */
  static String make() {
    return PREFIX + token();
  }

  /** A new token of a session: 43 characters of Base64url. */
  static String token() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] digest(String secret) {
    return SHA_256.get().digest(secret.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
