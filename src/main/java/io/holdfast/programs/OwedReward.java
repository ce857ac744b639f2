package io.holdfast.programs;

import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Source;
import java.util.UUID;

/**
 * A reward that a client has earned, and may have been given already.
 *
 * @param client number of the client
 * @param n of the client's rewards from this flow, from 1
 * @param amount minor units
 * @param location number of where the activity was that earned it, 0 for none
 * @param activityId the caller's name for that activity
 * @param walletId of the client's wallet in the currency, or null if there was none
 * @param creditLimit of a wallet that is opened for it
 */
record OwedReward(
    Source flow,
    int business,
    long client,
    String clientReference,
    long n,
    long amount,
    String currency,
    int location,
    String activityId,
    UUID walletId,
    long creditLimit) {

  /** The same for all who give this reward, however often. A caller's key has no blanks. */
  OperationKey key() {
    return OperationKey.of("reward of flow " + flow.id() + " for " + client + " " + n);
  }

  /** Under which a wallet for it is opened. */
  OperationKey walletKey() {
    return OperationKey.of("wallet of " + client + " in " + currency);
  }
}
