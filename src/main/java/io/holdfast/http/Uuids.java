package io.holdfast.http;

import io.holdfast.wallet.Ids;
import java.util.UUID;

/** Ids as requests write them. */
final class Uuids {
  private Uuids() {}

  /** The id of any version that the 36-character form stands for, or null. */
  static UUID parse(String text) {
    if (text.length() != 36) {
      return null;
    }
    try {
      UUID id = UUID.fromString(text);
      // fromString also takes groups of other lengths, and then means another id than it reads.
      return id.toString().equalsIgnoreCase(text) ? id : null;
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  /** Whether the id can be that of a wallet; one that cannot is not worth a look-up. */
  static boolean isWallet(UUID id) {
    return isOurs(id) && Ids.number(id) != 0;
  }

  /** Whether the id can be that of an authorization or a transaction. */
  static boolean isMovement(UUID id) {
    return isWallet(id) && Ids.sequence(id) != 0;
  }

  static boolean isOurs(UUID id) {
    return id != null && id.version() == 7 && id.variant() == 2;
  }
}
