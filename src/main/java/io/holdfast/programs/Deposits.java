package io.holdfast.programs;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.Cursors;
import io.holdfast.ledger.Page;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.Reads;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Details;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Deposits that are pending until their sale is paid.
 *
 * <p>Completing one is a movement: the {@link #completion} is submitted like any other, and the
 * commit that credits it is the one that marks it. Cancelling is one statement; of the two, the
 * first to have the deposit's row wins.
 *
 * <p>Bound to one event loop. Futures fail with a {@link io.holdfast.operation.Fault}, and where a
 * cursor was given, with {@link Reads.IllegalCursor}.
 */
public final class Deposits {
  private static final String OPEN = SqlFiles.load("open_deposit");
  private static final String CANCEL = SqlFiles.load("cancel_deposit");
  private static final String DEPOSIT = SqlFiles.load("deposit");
  private static final String DEPOSITS = SqlFiles.load("deposits");
  private static final String DEPOSITS_OF_WALLET = SqlFiles.load("deposits_of_wallet");

  /* Outcomes of the SQL function that cancels. */
  private static final int CANCELLED = 0;
  private static final int CANCELLED_BEFORE = 1;
  private static final int NOT_PENDING = 2;
  private static final int KEY_REUSED = 3;

  private final Pool pool;
  private final Creations creations;
  private final LongSupplier bookMillis;

  /**
   * @param pool belongs to the same event loop and is closed by its owner
   * @param bookMillis the book's time, for ids
   */
  public Deposits(Pool pool, Creations creations, LongSupplier bookMillis) {
    this.pool = pool;
    this.creations = creations;
    this.bookMillis = bookMillis;
  }

  /** No deposit can be made there. */
  public static final class Refused extends Creations.NotMade {
    private static final long serialVersionUID = 1L;

    private final Refusal reason;

    Refused(Refusal reason) {
      super(reason.wire());
      this.reason = reason;
    }

    public Refusal reason() {
      return reason;
    }
  }

  /** How cancelling one ended. */
  public sealed interface Cancelling {}

  /**
   * It is cancelled.
   *
   * @param replayed whether an earlier request under the same key did it
   */
  public record Cancelled(Deposit deposit, boolean replayed) implements Cancelling {}

  /** It was completed or cancelled before. */
  public record NotPending() implements Cancelling {}

  /** The key was used for a different request. */
  public record KeyReused() implements Cancelling {}

  /**
   * Makes a pending deposit, once for its key.
   *
   * @param body what the request is answered with
   * @return fails with {@link Refused} too
   */
  public Future<Creations.Creation> open(
      Origin origin,
      WalletRef wallet,
      long amount,
      Details details,
      Function<Deposit, Buffer> body) {
    return creations.once(
        origin, connection -> insert(connection, origin, wallet, amount, details).map(body));
  }

  private Future<Deposit> insert(
      SqlConnection connection, Origin origin, WalletRef wallet, long amount, Details details) {
    UUID id = Ids.random(bookMillis.getAsLong());
    Tuple parameters =
        Tuple.of(origin.business(), origin.actor(), id, wallet.number(), wallet.id())
            .addString(wallet.currency())
            .addLong(amount)
            .addInteger(details.location())
            .addString(details.reference())
            .addString(details.note());
    return connection
        .preparedQuery(OPEN)
        .execute(parameters)
        .compose(
            rows -> {
              Row row = rows.iterator().next();
              int outcome = row.getInteger(0);
              if (outcome != 0) {
                return Future.failedFuture(new Refused(Refusal.ofCode(outcome)));
              }
              Deposit made =
                  new Deposit(
                      0,
                      id,
                      wallet,
                      amount,
                      DepositStatus.PENDING,
                      details,
                      origin.actor(),
                      null,
                      millis(row, 1),
                      null,
                      null);
              return Future.succeededFuture(made);
            });
  }

  /** A deposit as it is; empty if the business has none with this id. */
  public Future<Optional<Deposit>> find(int business, UUID id) {
    return pool.preparedQuery(DEPOSIT)
        .execute(Tuple.of(business, id))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.<Deposit>empty()
                    : Optional.of(deposit(rows.iterator().next())))
        .recover(PostgresFaults.reading("reading a deposit"));
  }

  /** Deposits, newest first. */
  public Future<Page<Deposit>> list(
      int business,
      Optional<UUID> wallet,
      Optional<DepositStatus> status,
      Optional<String> cursor,
      int limit) {
    String list = "deposits/" + business + "/" + wallet + "/" + status;
    long below;
    try {
      below = cursor.map(text -> Cursors.read(list, text, 1)[0]).orElse(Long.MAX_VALUE);
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    Short code = status.map(known -> (short) known.code()).orElse(null);
    Tuple parameters = Tuple.of(business, below, limit + 1).addShort(code);
    wallet.ifPresent(id -> parameters.addLong(Ids.number(id)).addUUID(id));
    return pool.preparedQuery(wallet.isPresent() ? DEPOSITS_OF_WALLET : DEPOSITS)
        .execute(parameters)
        .map(
            rows -> {
              List<Deposit> found = new ArrayList<>(rows.size());
              rows.forEach(row -> found.add(deposit(row)));
              return Page.of(found, limit, last -> Cursors.write(list, last.number()));
            })
        .recover(PostgresFaults.reading("listing deposits"));
  }

  /**
   * What completes a deposit, and is refused if it is not pending.
   *
   * @param house number of the house account that it debits
   */
  public static Operation completion(Origin origin, Deposit deposit, long house) {
    return new Operation.Credit(
        origin,
        OperationKind.DEPOSIT,
        deposit.wallet(),
        deposit.amount(),
        deposit.details(),
        house,
        deposit.source());
  }

  /** Drops a deposit, once for the request's key. */
  public Future<Cancelling> cancel(Origin origin, Deposit deposit) {
    Tuple parameters =
        Tuple.of(origin.business(), origin.key().hash(), origin.fingerprint(), deposit.id());
    return pool.preparedQuery(CANCEL)
        .execute(parameters)
        .map(
            rows -> {
              Row row = rows.iterator().next();
              int outcome = row.getInteger(0);
              return switch (outcome) {
                case CANCELLED, CANCELLED_BEFORE ->
                    new Cancelled(deposit.cancelled(millis(row, 1)), outcome == CANCELLED_BEFORE);
                case NOT_PENDING -> new NotPending();
                case KEY_REUSED -> new KeyReused();
                default -> throw new IllegalStateException("outcome " + outcome);
              };
            })
        .map(Cancelling.class::cast)
        .recover(PostgresFaults.writing("cancelling a deposit"));
  }

  private static Deposit deposit(Row row) {
    UUID walletId = row.getUUID(2);
    Long completedAt = millis(row, 12);
    Long sequence = row.getLong(10);
    return new Deposit(
        row.getLong(0),
        row.getUUID(1),
        new WalletRef(walletId, row.getString(3)),
        row.getLong(4),
        DepositStatus.ofCode(row.getInteger(5)),
        new Details(row.getInteger(6), row.getString(7), row.getString(8), null),
        row.getInteger(9),
        sequence == null ? null : Ids.movement(completedAt, Ids.number(walletId), sequence),
        millis(row, 11),
        completedAt,
        millis(row, 13));
  }

  private static Long millis(Row row, int column) {
    OffsetDateTime moment = row.getOffsetDateTime(column);
    return moment == null ? null : moment.toInstant().toEpochMilli();
  }
}
