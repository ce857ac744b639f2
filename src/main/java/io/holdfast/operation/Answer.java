package io.holdfast.operation;

/** What a caller is told of an operation, when no part failed. */
public sealed interface Answer {
  /**
   * It is committed.
   *
   * @param replayed whether an earlier request under the same key did it
   */
  record Done(Receipt receipt, boolean replayed) implements Answer {}

  /**
   * It did not happen.
   *
   * @param available of the wallet when it was refused, for {@link Refusal#INSUFFICIENT_FUNDS}
   * @param replayed whether an earlier request under the same key was refused
   * @param exceeded for {@link Refusal#VELOCITY_EXCEEDED}, else null
   */
  record Refused(Refusal reason, long available, boolean replayed, Exceeded exceeded)
      implements Answer {
    public Refused(Refusal reason, long available, boolean replayed) {
      this(reason, available, replayed, null);
    }
  }

  /** The key was used for a different request. */
  record KeyReused() implements Answer {}

  /** The same request is still under way. */
  record InProgress() implements Answer {}
}
