package io.holdfast.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.holdfast.operation.Operation;
import io.holdfast.wallet.Ascii;
import io.holdfast.wallet.Ids;
import java.util.UUID;

/**
 * Names of what the gate keeps in Redis, as they travel. The bucket is the hash tag, so that
 * everything about a wallet is in one slot of a cluster.
 */
final class Keys {
  private static final byte[] NOTHING = {};
  private static final byte[][] WALLETS = new byte[Ids.BUCKETS][];
  private static final byte[][] MARKS = new byte[Ids.BUCKETS][];
  private static final byte[][] DECLINES = new byte[Ids.BUCKETS][];

  static {
    for (int bucket = 0; bucket < Ids.BUCKETS; bucket++) {
      WALLETS[bucket] = ("hf:{" + bucket + "}:w:").getBytes(US_ASCII);
      MARKS[bucket] = ("hf:{" + bucket + "}:p").getBytes(US_ASCII);
      DECLINES[bucket] = ("hf:{" + bucket + "}:d:").getBytes(US_ASCII);
    }
  }

  private Keys() {}

  static byte[] wallet(long number) {
    byte[] prefix = WALLETS[Ids.bucket(number)];
    byte[] key = new byte[prefix.length + Ascii.length(number)];
    Ascii.put(number, key, Ascii.put(prefix, key, 0));
    return key;
  }

  /** Shared by all who ask: not to be written to. */
  static byte[] marks(int bucket) {
    return MARKS[bucket];
  }

  /** The record of a decline of an operation. */
  static byte[] decline(Operation operation) {
    return decline(operation.wallet(), operation.origin().key().hash());
  }

  /** The record of a decline of a wallet's operation under a key. */
  static byte[] decline(long wallet, UUID key) {
    return named(DECLINES[Ids.bucket(wallet)], wallet, key);
  }

  /** The field of an operation's mark. */
  static byte[] field(Operation operation) {
    return field(operation.wallet(), operation.origin().key().hash());
  }

  /** The field of the mark of a wallet's operation under a key. */
  static byte[] field(long wallet, UUID key) {
    return named(NOTHING, wallet, key);
  }

  private static byte[] named(byte[] prefix, long wallet, UUID key) {
    byte[] name = new byte[prefix.length + Ascii.length(wallet) + 1 + Ascii.ID_LENGTH];
    int at = Ascii.put(wallet, name, Ascii.put(prefix, name, 0));
    name[at++] = ':';
    Ascii.put(key, name, at);
    return name;
  }
}
