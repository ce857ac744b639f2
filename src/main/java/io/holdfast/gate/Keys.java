package io.holdfast.gate;

import io.holdfast.operation.Operation;
import io.holdfast.wallet.Ids;
import java.util.UUID;

/**
 * Names of what the gate keeps in Redis. The bucket is the hash tag, so that everything about a
 * wallet is in one slot of a cluster.
 */
final class Keys {
  private static final String[] WALLETS = new String[Ids.BUCKETS];
  private static final String[] MARKS = new String[Ids.BUCKETS];
  private static final String[] DECLINES = new String[Ids.BUCKETS];

  static {
    for (int bucket = 0; bucket < Ids.BUCKETS; bucket++) {
      WALLETS[bucket] = "hf:{" + bucket + "}:w:";
      MARKS[bucket] = "hf:{" + bucket + "}:p";
      DECLINES[bucket] = "hf:{" + bucket + "}:d:";
    }
  }

  private Keys() {}

  static String wallet(long number) {
    return WALLETS[Ids.bucket(number)] + number;
  }

  static String marks(int bucket) {
    return MARKS[bucket];
  }

  static String decline(long number, String field) {
    return DECLINES[Ids.bucket(number)] + field;
  }

  /** The field of an operation's mark. */
  static String field(Operation operation) {
    return field(operation.wallet(), operation.origin().key().hash());
  }

  /** The field of the mark of a wallet's operation under a key. */
  static String field(long wallet, UUID key) {
    return wallet + ":" + key;
  }
}
