package io.holdfast.operation;

/**
 * Who asks, and under which key.
 *
 * @param business number of the business
 * @param actor number of the API key that asks; 0 is the service itself
 * @param key the operation's idempotency key
 * @param fingerprint 63 bits over the request's parsed fields: the same key with another
 *     fingerprint is a different request. The sign says that the request has a deadline
 */
public record Origin(int business, int actor, OperationKey key, long fingerprint) {
  private static final long HASTY = Long.MIN_VALUE;

  /** Whether a fingerprint is that of a request with a deadline, which may undo what it did. */
  public static boolean isHasty(long fingerprint) {
    return (fingerprint & HASTY) != 0;
  }

  /** What makes requests the same, of a fingerprint: a deadline does not. */
  public static long request(long fingerprint) {
    return fingerprint & ~HASTY;
  }

  /** The same request under a deadline. */
  public Origin hasty() {
    return new Origin(business, actor, key, fingerprint | HASTY);
  }

  /** Whether the request is the one that has this fingerprint. */
  public boolean isSame(long other) {
    return request(fingerprint) == request(other);
  }

  /** The same request in its next attempt, after an attempt of unknown fate was retracted. */
  public Origin nextAttempt() {
    return new Origin(business, actor, key.next(), fingerprint);
  }
}
