package io.holdfast.gate;

import io.holdfast.operation.Exceeded;
import io.holdfast.operation.Refusal;

/** What the gate says of a spend. Amounts are minor units. */
public sealed interface Reservation {
  /** The amount is set aside and the operation marked as pending. */
  record Reserved(long amount) implements Reservation {}

  /** The cached balance does not cover it. */
  record TooLittle(long available) implements Reservation {}

  /** The wallet is not cached. */
  record Absent() implements Reservation {}

  /** The same request is pending. */
  record InProgress() implements Reservation {}

  /** A different request is pending under the key. */
  record KeyReused() implements Reservation {}

  /**
   * A request under this key was declined lately; its fingerprint tells whether it was this one.
   *
   * @param exceeded for {@link Refusal#VELOCITY_EXCEEDED}, else null
   */
  record DeclinedBefore(long fingerprint, Refusal reason, long available, Exceeded exceeded)
      implements Reservation {}

  /** Not this business's wallet, another currency, or not active: for the ledger to say. */
  record Unclear() implements Reservation {}
}
