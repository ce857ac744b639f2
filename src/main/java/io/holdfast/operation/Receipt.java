package io.holdfast.operation;

import io.holdfast.wallet.Balance;
import java.util.UUID;

/**
 * What an applied operation is answered with: the authorization it concerned, or the transaction it
 * made. Amounts are minor units, times milliseconds since 1970, locations and actors their numbers.
 */
public sealed interface Receipt {
  UUID id();

  UUID walletId();

  /** The wallet right after the operation. */
  Balance wallet();

  /**
   * A movement of money, never changed once made.
   *
   * @param amount what it did to the balance, signed
   * @param location number, 0 for none
   * @param authorizationId of a capture, else null
   * @param refunds the transaction that a refund gives back, else null
   * @param source what made it happen, or null for a request
   * @param metadata a JSON object as text, or null
   * @param actor number of the API key, 0 for the service itself
   */
  record Transaction(
      UUID id,
      UUID walletId,
      OperationKind kind,
      long amount,
      String currency,
      int location,
      String reference,
      String note,
      UUID authorizationId,
      UUID refunds,
      Source source,
      String metadata,
      int actor,
      long createdAtMillis,
      Balance wallet)
      implements Receipt {}

  /**
   * A payment that was moved: what was given back for the one reference and spent for the other. As
   * a whole it is known by the second.
   */
  record Move(Transaction refund, Transaction debit) implements Receipt {
    @Override
    public UUID id() {
      return debit.id();
    }

    @Override
    public UUID walletId() {
      return debit.walletId();
    }

    @Override
    public Balance wallet() {
      return debit.wallet();
    }
  }

  /** A hold. */
  record Authorization(
      UUID id,
      UUID walletId,
      HoldStatus status,
      long amount,
      long requested,
      long captured,
      long voided,
      String currency,
      int location,
      String reference,
      String metadata,
      long expiresAtMillis,
      long createdAtMillis,
      Balance wallet)
      implements Receipt {
    public long remaining() {
      return amount - captured - voided;
    }
  }
}
