package io.holdfast.ledger;

import io.holdfast.operation.Origin;
import io.holdfast.wallet.Wallet;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Opening wallets, and naming their clients. Bound to one event loop. */
public final class Wallets {
  /** How opening a wallet ended. */
  public sealed interface Opening {}

  /** Committed; {@code replayed} if an earlier request under the same key did it. */
  public record Opened(Wallet wallet, boolean replayed) implements Opening {}

  /** The client has a wallet in this currency already. */
  public record Exists(UUID walletId) implements Opening {}

  /** The key was used for a different request. */
  public record KeyReused() implements Opening {}

  /**
   * Opens a wallet.
   *
   * @param origin with the request's key, or with a key made for it where the caller gave none
   * @param clientName or null; renames a client that is known under another name
   * @param creditLimit minor units
   */
  public Future<Opening> open(
      Origin origin, String clientReference, String clientName, String currency, long creditLimit) {
    throw new UnsupportedOperationException();
  }

  /** Renames the wallet's client; empty if there is no such wallet. */
  public Future<Optional<Wallet>> renameClient(int business, UUID wallet, String name) {
    throw new UnsupportedOperationException();
  }
}
