package io.holdfast.wallet;

import java.util.UUID;

/**
 * A client's stored-value balance in one currency, as callers see it.
 *
 * @param number where it is found; see {@link Ids}
 * @param business number of the business it belongs to
 * @param createdAtMillis since 1970, UTC
 */
public record Wallet(
    UUID id,
    long number,
    int business,
    String clientReference,
    String clientName,
    String currency,
    WalletState state,
    long createdAtMillis) {}
