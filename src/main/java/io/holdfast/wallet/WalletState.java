package io.holdfast.wallet;

/**
 * What a decision needs to know of a wallet. Amounts are minor units.
 *
 * @param version number of changes so far; the next change gets {@code version + 1} as its sequence
 */
public record WalletState(
    long balance, long held, long creditLimit, WalletStatus status, long version) {

  /** Below zero only after the credit limit was lowered under what is in use. */
  public long available() {
    return balance - held + creditLimit;
  }

  public Balance asBalance() {
    return new Balance(balance, held, available());
  }
}
