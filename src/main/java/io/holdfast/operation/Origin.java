package io.holdfast.operation;

/**
 * Who asks, and under which key.
 *
 * @param business number of the business
 * @param actor number of the API key that asks; 0 is the service itself
 * @param key the operation's idempotency key
 * @param fingerprint 64 bits over the request's parsed fields: the same key with another
 *     fingerprint is a different request
 */
public record Origin(int business, int actor, OperationKey key, long fingerprint) {
  /** The same request in its next attempt, after an attempt of unknown fate was retracted. */
  public Origin nextAttempt() {
    return new Origin(business, actor, key.next(), fingerprint);
  }
}
