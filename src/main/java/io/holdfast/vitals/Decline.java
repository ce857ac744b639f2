package io.holdfast.vitals;

import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Refusal;
import java.util.UUID;

/**
 * A no to spending.
 *
 * @param number ascending in this process, from 1
 * @param walletId null where the request names what it follows up instead
 * @param authorizationId of what was followed up, or null
 * @param amount in minor units; 0 for all that is left
 * @param currency null where the request names none
 * @param available of the wallet at that moment, in minor units; null unless it was the reason
 * @param location number of it, 0 for none
 * @param reference the caller's, or null
 * @param actor number of the key or member of staff who asked
 */
public record Decline(
    long number,
    long atMillis,
    OperationKind kind,
    Refusal reason,
    UUID walletId,
    UUID authorizationId,
    long amount,
    String currency,
    Long available,
    int location,
    String reference,
    int actor) {}
