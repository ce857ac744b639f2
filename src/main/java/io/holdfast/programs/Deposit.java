package io.holdfast.programs;

import io.holdfast.operation.Details;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Source;
import io.holdfast.operation.WalletRef;
import java.util.UUID;

/**
 * Money that a client is to pay in a sale, credited when the sale is paid.
 *
 * @param number as a source of movements
 * @param amount minor units, 1 to 2^53 - 1
 * @param details of the credit: where, for what, a note
 * @param actor number of the API key that made it
 * @param transactionId of the credit; null unless it is completed
 * @param completedAtMillis since 1970, or null
 * @param cancelledAtMillis since 1970, or null
 */
public record Deposit(
    long number,
    UUID id,
    WalletRef wallet,
    long amount,
    DepositStatus status,
    Details details,
    int actor,
    UUID transactionId,
    long createdAtMillis,
    Long completedAtMillis,
    Long cancelledAtMillis) {

  /** What makes its credit happen. */
  public Source source() {
    return new Source(number, Source.Kind.DEPOSIT, id, null);
  }

  /** The same deposit, credited by this. */
  public Deposit completedBy(Receipt.Transaction credit) {
    return new Deposit(
        number,
        id,
        wallet,
        amount,
        DepositStatus.COMPLETED,
        details,
        actor,
        credit.id(),
        createdAtMillis,
        credit.createdAtMillis(),
        null);
  }

  Deposit cancelled(long atMillis) {
    return new Deposit(
        number,
        id,
        wallet,
        amount,
        DepositStatus.CANCELLED,
        details,
        actor,
        null,
        createdAtMillis,
        null,
        atMillis);
  }
}
