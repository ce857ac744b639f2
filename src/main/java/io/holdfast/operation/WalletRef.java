package io.holdfast.operation;

import io.holdfast.wallet.Ids;
import java.util.UUID;

/**
 * A wallet as a request names it. That it exists, belongs to the caller's business and is kept in
 * this currency is checked where the operation is decided.
 */
public record WalletRef(UUID id, String currency) {
  public long number() {
    return Ids.number(id);
  }
}
