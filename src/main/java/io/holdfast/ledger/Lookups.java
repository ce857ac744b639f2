package io.holdfast.ledger;

import io.holdfast.operation.MovementRef;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What authorizing has to know of the book beside what posting tells: what a wallet really has,
 * what a key was used for, which holds are over. Bound to one event loop.
 *
 * <p>Futures fail with a {@link io.holdfast.operation.Fault} (not applied).
 */
public final class Lookups {
  private static final String REVIEW = SqlFiles.load("review");
  private static final String SNAPSHOT = SqlFiles.load("snapshot");
  private static final String TRANSACTION_MADE = SqlFiles.load("transaction_made");
  private static final String AUTHORIZATION_LEFT = SqlFiles.load("authorization_left");
  private static final String EXPIRED_HOLDS = SqlFiles.load("expired_holds");

  private final Pool pool;

  /** Reads through this pool, which belongs to the same event loop and is closed by its owner. */
  public Lookups(Pool pool) {
    this.pool = pool;
  }

  /** A wallet as decisions see it. */
  public record Standing(int business, UUID id, String currency, WalletState state) {}

  /** A wallet, and the change that has a key in it, if any. */
  public record Review(Standing wallet, Optional<Posted.Repeated> taken) {}

  /** A wallet, and those of some keys that are taken in it, all at one moment. */
  public record Snapshot(Standing wallet, List<UUID> committed) {}

  /** A hold that is over. */
  public record Expired(int business, MovementRef hold) {}

  /** Empty if there is no wallet of this number. */
  public Future<Optional<Review>> review(long wallet, UUID key) {
    return one(REVIEW, Tuple.of(wallet, key))
        .map(found -> found.map(row -> new Review(standing(row), taken(row))));
  }

  /** Empty if there is no wallet of this number. */
  public Future<Optional<Snapshot>> snapshot(long wallet, List<UUID> keys) {
    return one(SNAPSHOT, Tuple.of(wallet, (Object) keys.toArray(UUID[]::new)))
        .map(
            found ->
                found.map(
                    row -> new Snapshot(standing(row), Arrays.asList(row.getArrayOfUUIDs(8)))));
  }

  /** What the change of this kind was answered with when it was made. */
  public Future<Receipt> receipt(long wallet, OperationKind kind, long sequence) {
    // A capture moves money, but it is answered with its authorization.
    boolean hold = kind.concernsHold();
    return one(hold ? AUTHORIZATION_LEFT : TRANSACTION_MADE, Tuple.of(wallet, sequence))
        .map(
            found -> {
              Row row = found.orElseThrow();
              return hold ? BookRows.authorization(row) : BookRows.transaction(row);
            });
  }

  /** Open holds whose time is over by PostgreSQL's clock. */
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

  private static Standing standing(Row row) {
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
