package io.holdfast.http;

import io.holdfast.wallet.Ascii;
import io.holdfast.wallet.Ids;
import java.util.UUID;

/** Ids as requests write them. */
final class Uuids {
  private Uuids() {}

  /** The id of any version that the 36-character form stands for, or null. */
  static UUID parse(String text) {
    // UUID.fromString also takes groups of other lengths, and then means another id than it reads.
    if (text.length() != Ascii.ID_LENGTH) {
      return null;
    }
    long most = 0;
    long least = 0;
    for (int at = 0; at < Ascii.ID_LENGTH; at++) {
      char unit = text.charAt(at);
      if (at == 8 || at == 13 || at == 18 || at == 23) {
        if (unit != '-') {
          return null;
        }
        continue;
      }
      int digit = unit < 128 ? Character.digit(unit, 16) : -1;
      if (digit < 0) {
        return null;
      }
      if (at < Ascii.ID_LENGTH / 2) {
        most = most << 4 | digit;
      } else {
        least = least << 4 | digit;
      }
    }
    return new UUID(most, least);
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
