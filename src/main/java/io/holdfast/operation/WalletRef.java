package io.holdfast.operation;

import io.holdfast.wallet.Ids;
import java.util.UUID;

/**
 * A wallet as a request names it. That it exists, belongs to the caller's business and is kept in
 * this currency is checked where the operation is decided.
 *
 * @param currency in the form of ISO 4217, three letters from A to Z: what goes on with it relies
 *     on that form, and would fail in company of other operations
 */
public record WalletRef(UUID id, String currency) {
  private static final int CODE_LENGTH = 3;

  public WalletRef {
    if (!isCode(currency)) {
      throw new IllegalArgumentException("not the form of a currency: " + currency);
    }
  }

  public long number() {
    return Ids.number(id);
  }

  private static boolean isCode(String currency) {
    if (currency == null || currency.length() != CODE_LENGTH) {
      return false;
    }
    for (int i = 0; i < CODE_LENGTH; i++) {
      char letter = currency.charAt(i);
      if (letter < 'A' || letter > 'Z') {
        return false;
      }
    }
    return true;
  }
}
