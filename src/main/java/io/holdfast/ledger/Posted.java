package io.holdfast.ledger;

import io.holdfast.operation.Exceeded;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;

/** What became of one operation of a batch. Amounts are minor units. */
public sealed interface Posted {
  /**
   * Committed.
   *
   * @param sequence the wallet's version after it
   * @param gain what it did to the wallet's available balance by moving or holding money, signed
   * @param receipt null for a kind that is answered otherwise
   */
  record Applied(long sequence, long gain, Receipt receipt) implements Posted {}

  /**
   * Nothing was done, because the key is taken.
   *
   * @param kind of the change that has the key
   * @param fingerprint of the request that made it
   * @param sequence of that change in its wallet
   */
  record Repeated(OperationKind kind, long fingerprint, long sequence) implements Posted {}

  /**
   * Nothing was done, because the answer is no.
   *
   * @param available of the wallet at that moment; 0 where it is not known
   * @param exceeded for {@link Refusal#VELOCITY_EXCEEDED}, else null
   */
  record Refused(Refusal reason, long available, Exceeded exceeded) implements Posted {
    public Refused(Refusal reason, long available) {
      this(reason, available, null);
    }
  }
}
