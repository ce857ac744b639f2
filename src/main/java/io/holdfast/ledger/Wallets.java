package io.holdfast.ledger;

import io.holdfast.operation.Origin;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.Wallet;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/**
 * Opening wallets, and naming their clients. Bound to one event loop.
 *
 * <p>Futures fail with a {@link io.holdfast.operation.Fault} only.
 */
public final class Wallets {
  private static final String OPEN = SqlFiles.load("open_wallet");
  private static final String RENAME_CLIENT = SqlFiles.load("rename_client");

  /* Outcomes of the SQL function. */
  private static final int OPENED = 0;
  private static final int OPENED_BEFORE = 1;
  private static final int EXISTS = 2;
  private static final int KEY_REUSED = 3;

  private final Pool pool;

  /** Writes through this pool, which belongs to the same event loop and is closed by its owner. */
  public Wallets(Pool pool) {
    this.pool = pool;
  }

  /** How opening a wallet ended. */
  public sealed interface Opening {}

  /**
   * Committed; {@code replayed} if an earlier request under the same key did it. Then the wallet is
   * as it was first answered, not as it is.
   */
  public record Opened(Wallet wallet, boolean replayed) implements Opening {}

  /** The client has a wallet in this currency already. Nothing was changed. */
  public record Exists(UUID walletId) implements Opening {}

  /** The key was used for a different request. */
  public record KeyReused() implements Opening {}

  /**
   * Opens a wallet. Its first change is the one that sets its terms, so its version is 1.
   *
   * @param origin with the request's key, or with a key made for it where the caller gave none; a
   *     key is scoped to the business
   * @param clientName or null; renames a client that is known under another name
   * @param creditLimit minor units
   */
  public Future<Opening> open(
      Origin origin, String clientReference, String clientName, String currency, long creditLimit) {
    Tuple parameters =
        Tuple.of(
            origin.business(),
            origin.key().hash(),
            origin.fingerprint(),
            origin.actor(),
            clientReference,
            clientName,
            currency,
            creditLimit);
    return pool.preparedQuery(OPEN)
        .execute(parameters)
        .map(rows -> opening(rows.iterator().next(), origin.business(), clientReference, currency))
        .recover(PostgresFaults.writing("opening a wallet"));
  }

  /** Renames the wallet's client; empty if there is no such wallet. */
  public Future<Optional<Wallet>> renameClient(int business, UUID wallet, String name) {
    return pool.preparedQuery(RENAME_CLIENT)
        .execute(Tuple.of(Ids.number(wallet), wallet, business, name))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.<Wallet>empty()
                    : Optional.of(BookRows.wallet(rows.iterator().next())))
        .recover(PostgresFaults.writing("renaming a client"));
  }

  private static Opening opening(Row row, int business, String clientReference, String currency) {
    int outcome = row.getInteger(0);
    return switch (outcome) {
      // Reference and currency are the request's: a copy under the same key names the same.
      case OPENED, OPENED_BEFORE ->
          new Opened(
              new Wallet(
                  row.getUUID(1),
                  row.getLong(2),
                  business,
                  clientReference,
                  row.getString(3),
                  currency,
                  new WalletState(0, 0, row.getLong(4), WalletStatus.ACTIVE, 1),
                  BookRows.millis(row, 5)),
              outcome == OPENED_BEFORE);
      case EXISTS -> new Exists(row.getUUID(1));
      case KEY_REUSED -> new KeyReused();
      default -> throw new IllegalStateException("outcome " + outcome);
    };
  }
}
