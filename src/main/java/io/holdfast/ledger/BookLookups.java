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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Look-ups in PostgreSQL; bound to one event loop. */
public final class BookLookups implements Lookups {
  private static final String REVIEW = SqlFiles.load("review");
  private static final String TRANSACTION_MADE = SqlFiles.load("transaction_made");
  private static final String AUTHORIZATION_LEFT = SqlFiles.load("authorization_left");
  private static final String TAKEN = SqlFiles.load("taken");
  private static final String MOVEMENT = SqlFiles.load("movement");
  private static final String EXPIRED_HOLDS = SqlFiles.load("expired_holds");

  private final Pool pool;
  private final Snapshots snapshots;

  /** Reads through this pool, which belongs to the same event loop and is closed by its owner. */
  public BookLookups(Vertx vertx, Pool pool) {
    this.pool = pool;
    this.snapshots = new Snapshots(vertx, pool);
  }

  @Override
  public Future<Optional<Review>> review(long wallet, UUID key) {
    return one(REVIEW, Tuple.of(wallet, key))
        .map(found -> found.map(row -> new Review(standing(row), taken(row))));
  }

  @Override
  public Future<Optional<Snapshot>> snapshot(long wallet, List<UUID> keys) {
    return snapshots.of(wallet, keys);
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
    // A capture moves money, but it is answered with its authorization.
    boolean hold = kind.concernsHold();
    return one(hold ? AUTHORIZATION_LEFT : TRANSACTION_MADE, Tuple.of(wallet, sequence))
        .compose(
            found -> {
              Row row = found.orElseThrow();
              if (hold) {
                return Future.succeededFuture(BookRows.authorization(row));
              }
              Receipt.Transaction made = BookRows.transaction(row);
              return BookRows.endsMove(row)
                  ? moved(wallet, sequence - 1, made)
                  : Future.succeededFuture(made);
            });
  }

  private Future<Receipt> moved(long wallet, long refund, Receipt.Transaction debit) {
    return one(TRANSACTION_MADE, Tuple.of(wallet, refund))
        .map(found -> new Receipt.Move(BookRows.transaction(found.orElseThrow()), debit));
  }

  @Override
  public Future<Made> made(long wallet, long sequence) {
    return one(MOVEMENT, Tuple.of(wallet, sequence))
        .map(
            found -> {
              Row row = found.orElseThrow();
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
            });
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

  private Future<Optional<Row>> one(String sql, Tuple parameters) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .map(
            rows -> {
              for (Row row : rows) {
                return Optional.of(row);
              }
              return Optional.<Row>empty();
            })
        .recover(PostgresFaults.reading("looking up a wallet"));
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
