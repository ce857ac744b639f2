package io.holdfast.gate;

import io.holdfast.operation.Operation;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ascii;
import java.util.UUID;

/** Whose a cached wallet is, and which: {@code business|currency|id}. */
final class Identity {
  private static final byte END = '|';

  private Identity() {}

  static byte[] of(int business, String currency, UUID id) {
    int length = Ascii.length(business) + 1 + currency.length() + 1 + Ascii.ID_LENGTH;
    byte[] identity = new byte[length];
    int at = Ascii.put(business, identity, 0);
    identity[at++] = END;
    at = Ascii.put(currency, identity, at);
    identity[at++] = END;
    Ascii.put(id, identity, at);
    return identity;
  }

  /** What the identity must begin with: all that the operation says of its wallet. */
  static byte[] claimed(Operation operation) {
    int business = operation.origin().business();
    WalletRef target = operation.target();
    return target == null ? of(business) : of(business, target.currency(), target.id());
  }

  private static byte[] of(int business) {
    byte[] identity = new byte[Ascii.length(business) + 1];
    identity[Ascii.put(business, identity, 0)] = END;
    return identity;
  }
}
