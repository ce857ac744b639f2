package io.holdfast.benchmarks.load;

/** How a unit of work ended, the better before the worse. */
public enum Outcome {
  /** As it is meant to end when all is well. */
  SUCCEEDED,

  /** The money was not there, or might not be spent: an answer of the service, not a fault. */
  DECLINED,

  /** The service said that it has not done it: it had too much to do, or could not reach a part. */
  REFUSED,

  /** Anything else. */
  FAILED;

  private static final int PAYMENT_REQUIRED = 402;

  /** Of an answer that is not a 2xx. */
  static Outcome ofUnapplied(Unit.Answered answered) {
    if (answered.status() == PAYMENT_REQUIRED) {
      return DECLINED;
    }
    return answered.refused() ? REFUSED : FAILED;
  }
}
