package io.holdfast.ledger;

import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Look-ups in PostgreSQL. What checkouts and their repetitions ask for is looked up together, see
 * {@link SharedQuery}. Bound to one event loop.
 */
public final class BookLookups implements Lookups {
  private static final String SNAPSHOT = SqlFiles.load("snapshot");
  private static final String REVIEW = SqlFiles.load("review");
  private static final String TRANSACTION_MADE = SqlFiles.load("transaction_made");
  private static final String AUTHORIZATION_LEFT = SqlFiles.load("authorization_left");
  private static final String TAKEN = SqlFiles.load("taken");
  private static final String MOVEMENT = SqlFiles.load("movement");
  private static final String EXPIRED_HOLDS = SqlFiles.load("expired_holds");

  private final Pool pool;
  private final SharedQuery<Snapped> snapshots;
  private final SharedQuery<Reviewed> reviews;
  private final SharedQuery<Change> transactions;
  private final SharedQuery<Change> authorizations;

  private record Snapped(long wallet, List<UUID> keys) {}

  private record Reviewed(long wallet, UUID key) {}

  /** By its place in its wallet. */
  private record Change(long wallet, long sequence) {}

  /** Reads through this pool, which belongs to the same event loop and is closed by its owner. */
  public BookLookups(Vertx vertx, Pool pool) {
    this.pool = pool;
    this.snapshots = new SharedQuery<>(vertx, pool, SNAPSHOT, BookLookups::ofSnapshots);
    this.reviews = new SharedQuery<>(vertx, pool, REVIEW, BookLookups::ofReviews);
    this.transactions = new SharedQuery<>(vertx, pool, TRANSACTION_MADE, BookLookups::ofChanges);
    this.authorizations =
        new SharedQuery<>(vertx, pool, AUTHORIZATION_LEFT, BookLookups::ofChanges);
  }

  private static Tuple ofSnapshots(List<Snapped> all) {
    List<Long> owners = new ArrayList<>();
    List<UUID> keys = new ArrayList<>();
    for (Snapped asked : all) {
      for (UUID key : asked.keys()) {
        owners.add(asked.wallet());
        keys.add(key);
      }
    }
    return Tuple.of(
        longs(all, Snapped::wallet), owners.toArray(Long[]::new), keys.toArray(UUID[]::new));
  }

  private static Tuple ofReviews(List<Reviewed> all) {
    return Tuple.of(
        longs(all, Reviewed::wallet),
        (Object) all.stream().map(Reviewed::key).toArray(UUID[]::new));
  }

  private static Tuple ofChanges(List<Change> all) {
    return Tuple.of(longs(all, Change::wallet), (Object) longs(all, Change::sequence));
  }

  private static <T> Long[] longs(List<T> all, Function<T, Long> column) {
    return all.stream().map(column).toArray(Long[]::new);
  }

  @Override
  public Future<Optional<Review>> review(long wallet, UUID key) {
    return reviews
        .row(new Reviewed(wallet, key))
        .map(found -> found.map(row -> new Review(standing(row), taken(row))))
        .recover(PostgresFaults.reading("looking up a wallet"));
  }

  @Override
  public Future<Optional<Snapshot>> snapshot(long wallet, List<UUID> keys) {
    return snapshots
        .row(new Snapped(wallet, keys))
        .map(
            found ->
                found.map(
                    row -> new Snapshot(standing(row), Arrays.asList(row.getArrayOfUUIDs(8)))))
        .recover(PostgresFaults.reading("reading wallets for the cache"));
  }

  @Override
  public Future<Map<UUID, Posted.Repeated>> taken(long wallet, List<UUID> keys) {
    return pool.preparedQuery(TAKEN)
        .execute(Tuple.of(wallet, (Object) keys.toArray(UUID[]::new)))
        .map(
            rows -> {
              Map<UUID, Posted.Repeated> taken = new HashMap<>();
              for (Row row : rows) {
                OperationKind kind = OperationKind.ofCode(row.getShort(1));
                taken.put(
                    row.getUUID(0), new Posted.Repeated(kind, row.getLong(2), row.getLong(3)));
              }
              return taken;
            })
        .recover(PostgresFaults.reading("looking for keys"));
  }

  @Override
  public Future<Receipt> receipt(long wallet, OperationKind kind, long sequence) {
    Change change = new Change(wallet, sequence);
    // A capture moves money, but it is answered with its authorization.
    Future<Receipt> receipt =
        kind.concernsHold()
            ? authorizations.row(change).map(found -> BookRows.authorization(found.orElseThrow()))
            : transactions.row(change).compose(found -> transaction(wallet, found.orElseThrow()));
    return receipt.recover(PostgresFaults.reading("looking up an answer"));
  }

  private Future<Receipt> transaction(long wallet, Row row) {
    Receipt.Transaction made = BookRows.transaction(row);
    if (!BookRows.endsMove(row)) {
      return Future.succeededFuture(made);
    }
    return transactions
        .row(new Change(wallet, row.getLong(3) - 1))
        .map(found -> new Receipt.Move(BookRows.transaction(found.orElseThrow()), made));
  }

  @Override
  public Future<Made> made(long wallet, long sequence) {
    return pool.preparedQuery(MOVEMENT)
        .execute(Tuple.of(wallet, sequence))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              boolean hold = row.getLong(6) != null;
              Long house = row.getLong(4);
              return new Made(
                  OperationKind.ofCode(row.getShort(0)),
                  ref(row, 1, wallet, sequence),
                  row.getLong(2),
                  row.getLong(3),
                  house == null ? 0 : house,
                  row.getInteger(5),
                  hold ? ref(row, 7, wallet, row.getLong(6)) : null,
                  hold ? HoldStatus.ofCode(row.getShort(8)) : null,
                  hold ? row.getLong(9) : 0,
                  BookRows.source(row, 10),
                  BookRows.place(row, 14));
            })
        .recover(PostgresFaults.reading("looking up a change"));
  }

  private static MovementRef ref(Row row, int createdAt, long wallet, long sequence) {
    return new MovementRef(Ids.movement(BookRows.millis(row, createdAt), wallet, sequence));
  }

  @Override
  public Future<List<Expired>> expired(int limit) {
    return pool.preparedQuery(EXPIRED_HOLDS)
        .execute(Tuple.of(limit))
        .map(
            rows -> {
              List<Expired> expired = new ArrayList<>(rows.size());
              for (Row row : rows) {
                UUID id = Ids.movement(BookRows.millis(row, 2), row.getLong(0), row.getLong(1));
                expired.add(new Expired(row.getInteger(3), new MovementRef(id)));
              }
              return expired;
            })
        .recover(PostgresFaults.reading("looking for expired authorizations"));
  }

  static Standing standing(Row row) {
    return new Standing(
        row.getInteger(0),
        row.getUUID(1),
        row.getString(2),
        new WalletState(
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            WalletStatus.ofCode(row.getShort(6)),
            row.getLong(7)));
  }

  private static Optional<Posted.Repeated> taken(Row row) {
    if (row.getShort(8) == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Posted.Repeated(
            OperationKind.ofCode(row.getShort(8)), row.getLong(9), row.getLong(10)));
  }
}
