package io.holdfast.wallet;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

/**
 * UUIDv7 identifiers (RFC 9562) that carry what they lead to.
 *
 * <pre>
 *  48 bits            4   12 bits       2   28 bits       34 bits
 *  milliseconds UTC | 7 | number high | 2 | number low  | sequence, or random
 * </pre>
 *
 * An authorization or transaction is the wallet's number and its sequence in the wallet; the id of
 * a wallet has random bits in place of the sequence. Whoever looks up an id must compare the time
 * (or, for a wallet, the whole id) with what is stored: a made-up id must not find anything.
 */
public final class Ids {
  /** Wallet and account numbers: 1 to 2^40 - 1. */
  public static final long NUMBER_MAX = (1L << 40) - 1;

  /** Sequence of a change within its wallet: 1 to 2^34 - 1. */
  public static final long SEQUENCE_MAX = (1L << 34) - 1;

  /**
   * Wallets are spread over this many buckets. A bucket is the Redis hash tag of its wallets, and
   * the unit in which a book would be split over several servers. Changing it means rebuilding
   * every cache and every house account.
   */
  public static final int BUCKETS = 256;

  private static final int SEQUENCE_BITS = 34;
  private static final int NUMBER_LOW_BITS = 28;
  private static final long NUMBER_LOW_MASK = (1L << NUMBER_LOW_BITS) - 1;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** The id of the wallet with this number, created at this moment. */
  public static UUID wallet(long millis, long number) {
    return compose(millis, number, RANDOM.nextLong() & SEQUENCE_MAX);
  }

  /** The id of the authorization or transaction that was change {@code sequence} of its wallet. */
  public static UUID movement(long millis, long number, long sequence) {
    return compose(millis, number, sequence);
  }

  /** An id that leads nowhere by itself: for locations, keys, businesses. */
  public static UUID random(long millis) {
    return compose(millis, RANDOM.nextLong() & NUMBER_MAX, RANDOM.nextLong() & SEQUENCE_MAX);
  }

  public static long number(UUID id) {
    long high = id.getMostSignificantBits() & 0xFFF;
    long low = (id.getLeastSignificantBits() >>> SEQUENCE_BITS) & NUMBER_LOW_MASK;
    return (high << NUMBER_LOW_BITS) | low;
  }

  public static long sequence(UUID id) {
    return id.getLeastSignificantBits() & SEQUENCE_MAX;
  }

  /** Milliseconds since 1970 at which the identified thing was created. */
  public static long millis(UUID id) {
    return id.getMostSignificantBits() >>> 16;
  }

  public static int bucket(long number) {
    return (int) (number & (BUCKETS - 1));
  }

  /** Reads the 36-character form of a version 7 id; anything else is empty. */
  public static Optional<UUID> parse(String text) {
    if (text == null || text.length() != Ascii.ID_LENGTH) {
      return Optional.empty();
    }
    try {
      UUID id = UUID.fromString(text);
      boolean ours = id.version() == 7 && id.variant() == 2 && id.toString().equalsIgnoreCase(text);
      return ours ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static UUID compose(long millis, long number, long tail) {
    if (number < 0 || number > NUMBER_MAX || tail < 0 || tail > SEQUENCE_MAX) {
      throw new IllegalArgumentException("out of range: number " + number + ", tail " + tail);
    }
    long most = (millis << 16) | 0x7000L | (number >>> NUMBER_LOW_BITS);
    long least = (0b10L << 62) | ((number & NUMBER_LOW_MASK) << SEQUENCE_BITS) | tail;
    return new UUID(most, least);
  }
}
