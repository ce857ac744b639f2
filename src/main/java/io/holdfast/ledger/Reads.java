package io.holdfast.ledger;

import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.Receipt;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Wallet;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * What callers can look up in the book. Everything is of one business; what is another's is absent.
 *
 * <p>Bound to one event loop. Futures fail with a {@link io.holdfast.operation.Fault} (not applied)
 * when the database cannot answer, and with {@link IllegalCursor} for a cursor that no page gave.
 */
public final class Reads {
  /** A cursor that was not given by a page of this list. */
  public static final class IllegalCursor extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IllegalCursor() {
      super("not a cursor of this list", null, false, false);
    }
  }

  /** Which authorizations to list; absent members do not restrict. */
  public record HoldFilter(
      Optional<UUID> wallet, Optional<HoldStatus> status, Optional<Integer> location) {}

  public Future<Optional<Wallet>> wallet(int business, UUID id) {
    throw new UnsupportedOperationException();
  }

  public Future<Page<Wallet>> wallets(
      int business, Optional<String> clientReference, Optional<String> cursor, int limit) {
    throw new UnsupportedOperationException();
  }

  /** The wallet's money as it was at a moment (milliseconds since 1970); zeros before its first. */
  public Future<Optional<Balance>> balanceAt(int business, UUID wallet, long atMillis) {
    throw new UnsupportedOperationException();
  }

  /** Movements of a wallet, newest first; empty if there is no such wallet. */
  public Future<Optional<Page<Receipt.Transaction>>> history(
      int business, UUID wallet, Optional<String> cursor, int limit) {
    throw new UnsupportedOperationException();
  }

  public Future<Optional<Receipt.Transaction>> transaction(int business, UUID id) {
    throw new UnsupportedOperationException();
  }

  /** The authorization as it is, with its wallet as it is. */
  public Future<Optional<Receipt.Authorization>> authorization(int business, UUID id) {
    throw new UnsupportedOperationException();
  }

  public Future<Page<Receipt.Authorization>> authorizations(
      int business, HoldFilter filter, Optional<String> cursor, int limit) {
    throw new UnsupportedOperationException();
  }
}
