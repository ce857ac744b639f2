package io.holdfast.operation;

/**
 * What a decision needs to know of an authorization. Amounts are minor units.
 *
 * @param amount held in all: the approved amount and its increments
 * @param voided given back in all, also what a final capture or an expiry released
 * @param expiresAtMillis since 1970, UTC
 */
public record HoldState(
    long amount, long captured, long voided, HoldStatus status, long expiresAtMillis) {

  public long remaining() {
    return amount - captured - voided;
  }
}
