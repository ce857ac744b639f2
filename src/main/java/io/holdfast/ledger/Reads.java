package io.holdfast.ledger;

import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.Receipt;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.Wallet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What callers can look up in the book. Everything is of one business; what is another's is absent.
 *
 * <p>Bound to one event loop. Futures fail with a {@link io.holdfast.operation.Fault} (not applied)
 * when the database cannot answer, and with {@link IllegalCursor} for a cursor that no page gave.
 */
public final class Reads {
  private static final String WALLET = SqlFiles.load("wallet");
  private static final String WALLETS = SqlFiles.load("wallets");
  private static final String WALLETS_OF_CLIENT = SqlFiles.load("wallets_of_client");
  private static final String WALLETS_FOUND = SqlFiles.load("wallets_found");
  private static final String BALANCE_AT = SqlFiles.load("wallet_balance_at");
  private static final String HISTORY = SqlFiles.load("history");
  private static final String TRANSACTION = SqlFiles.load("transaction");
  private static final String AUTHORIZATION = SqlFiles.load("authorization");
  private static final String AUTHORIZATIONS = SqlFiles.load("authorizations");
  private static final String AUTHORIZATIONS_OF_WALLET = SqlFiles.load("authorizations_of_wallet");

  private final Pool pool;
  private final SharedQuery<Named> wallets;
  private final SharedQuery<Named> transactions;
  private final SharedQuery<Named> authorizations;

  private record Named(UUID id, int business) {}

  /** Reads through this pool, which belongs to the same event loop and is closed by its owner. */
  public Reads(Vertx vertx, Pool pool) {
    this.pool = pool;
    this.wallets = new SharedQuery<>(vertx, pool, WALLET, Reads::ofWallets);
    this.transactions = new SharedQuery<>(vertx, pool, TRANSACTION, Reads::ofMovements);
    this.authorizations = new SharedQuery<>(vertx, pool, AUTHORIZATION, Reads::ofMovements);
  }

  private static Tuple ofWallets(List<Named> all) {
    return Tuple.of(
        all.stream().map(named -> Ids.number(named.id())).toArray(Long[]::new),
        all.stream().map(Named::id).toArray(UUID[]::new),
        all.stream().map(Named::business).toArray(Integer[]::new));
  }

  private static Tuple ofMovements(List<Named> all) {
    return Tuple.of(
        all.stream().map(named -> Ids.number(named.id())).toArray(Long[]::new),
        all.stream().map(named -> Ids.sequence(named.id())).toArray(Long[]::new),
        all.stream().map(Named::business).toArray(Integer[]::new),
        all.stream()
            .map(named -> BookRows.moment(Ids.millis(named.id())))
            .toArray(OffsetDateTime[]::new));
  }

  /** A cursor that was not given by a page of this list. */
  public static final class IllegalCursor extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IllegalCursor() {
      super("not a cursor of this list", null, false, false);
    }
  }

  /** Which authorizations to list; absent members do not restrict. */
  public record HoldFilter(
      Optional<UUID> wallet, Optional<HoldStatus> status, Optional<Integer> location) {
    private Short statusCode() {
      return status.map(known -> (short) known.code()).orElse(null);
    }
  }

  public Future<Optional<Wallet>> wallet(int business, UUID id) {
    return one(wallets, business, id, BookRows::wallet);
  }

  /** Wallets, newest first. */
  public Future<Page<Wallet>> wallets(
      int business, Optional<String> clientReference, Optional<String> cursor, int limit) {
    String list = "wallets/" + business + "/" + clientReference.orElse("");
    long below;
    try {
      below = position(list, cursor);
    } catch (IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    Tuple parameters = Tuple.of(business, below, limit + 1);
    return rows(
            clientReference.isPresent() ? WALLETS_OF_CLIENT : WALLETS,
            clientReference.map(parameters::addString).orElse(parameters),
            BookRows::wallet)
        .map(found -> Page.of(found, limit, last -> Cursors.write(list, last.number())));
  }

  /**
   * Wallets of the clients whose name or reference has words that begin with the words typed, the
   * nearest first. There is no second page: whoever does not see whom they look for types more.
   */
  public Future<Page<Wallet>> walletsFound(int business, String typed, int limit) {
    return rows(WALLETS_FOUND, Tuple.of(business, typed, limit), BookRows::wallet)
        .map(found -> new Page<>(found, null));
  }

  /** The wallet's money as it was at a moment (milliseconds since 1970); zeros before its first. */
  public Future<Optional<Balance>> balanceAt(int business, UUID wallet, long atMillis) {
    return rows(
            BALANCE_AT,
            Tuple.of(Ids.number(wallet), wallet, business, BookRows.moment(atMillis)),
            row -> BookRows.balance(row, 0))
        .map(found -> found.stream().findFirst());
  }

  /** Movements of a wallet, newest first; empty if there is no such wallet. */
  public Future<Optional<Page<Receipt.Transaction>>> history(
      int business, UUID wallet, Optional<String> cursor, int limit) {
    String list = "history/" + wallet;
    long below;
    try {
      below = position(list, cursor);
    } catch (IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    return rows(
            HISTORY,
            Tuple.of(Ids.number(wallet), wallet, business, below, limit + 1),
            row -> Optional.ofNullable(row.getLong(3)).map(moved -> BookRows.transaction(row)))
        .map(
            found -> {
              if (found.isEmpty()) {
                return Optional.empty();
              }
              List<Receipt.Transaction> moves = found.stream().flatMap(Optional::stream).toList();
              return Optional.of(
                  Page.of(moves, limit, last -> Cursors.write(list, Ids.sequence(last.id()))));
            });
  }

  public Future<Optional<Receipt.Transaction>> transaction(int business, UUID id) {
    return one(transactions, business, id, BookRows::transaction);
  }

  /** The authorization as it is, with its wallet as it is. */
  public Future<Optional<Receipt.Authorization>> authorization(int business, UUID id) {
    return one(authorizations, business, id, BookRows::authorization);
  }

  /**
   * Authorizations, newest first. One whose time is over is shown as it was until it is released.
   */
  public Future<Page<Receipt.Authorization>> authorizations(
      int business, HoldFilter filter, Optional<String> cursor, int limit) {
    String list = "authorizations/" + business + "/" + filter;
    try {
      return filter.wallet().isPresent()
          ? authorizationsOfWallet(business, filter, list, cursor, limit)
          : authorizationsOfBusiness(business, filter, list, cursor, limit);
    } catch (IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
  }

  private Future<Page<Receipt.Authorization>> authorizationsOfWallet(
      int business, HoldFilter filter, String list, Optional<String> cursor, int limit) {
    UUID wallet = filter.wallet().orElseThrow();
    long below = position(list, cursor);
    return rows(
            AUTHORIZATIONS_OF_WALLET,
            Tuple.of(Ids.number(wallet), wallet, business, below, limit + 1)
                .addShort(filter.statusCode())
                .addInteger(filter.location().orElse(null)),
            BookRows::authorization)
        .map(found -> Page.of(found, limit, last -> Cursors.write(list, Ids.sequence(last.id()))));
  }

  private Future<Page<Receipt.Authorization>> authorizationsOfBusiness(
      int business, HoldFilter filter, String list, Optional<String> cursor, int limit) {
    long[] before =
        cursor
            .map(text -> Cursors.read(list, text, 3))
            .orElse(new long[] {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE});
    return rows(
            AUTHORIZATIONS,
            Tuple.of(business, BookRows.moment(before[0]), before[1], before[2], limit + 1)
                .addShort(filter.statusCode())
                .addInteger(filter.location().orElse(null)),
            BookRows::authorization)
        .map(found -> Page.of(found, limit, last -> Cursors.write(list, place(last.id()))));
  }

  private static long position(String list, Optional<String> cursor) {
    return cursor.map(text -> Cursors.read(list, text, 1)[0]).orElse(Long.MAX_VALUE);
  }

  private static long[] place(UUID movement) {
    return new long[] {Ids.millis(movement), Ids.number(movement), Ids.sequence(movement)};
  }

  private static <T> Future<Optional<T>> one(
      SharedQuery<Named> query, int business, UUID id, Function<Row, T> value) {
    return query
        .row(new Named(id, business))
        .map(found -> found.map(value))
        .recover(PostgresFaults.reading("reading the book"));
  }

  private <T> Future<List<T>> rows(String sql, Tuple parameters, Function<Row, T> value) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .map(
            rows -> {
              List<T> values = new ArrayList<>(rows.size());
              for (Row row : rows) {
                values.add(value.apply(row));
              }
              return values;
            })
        .recover(PostgresFaults.reading("reading the book"));
  }
}
