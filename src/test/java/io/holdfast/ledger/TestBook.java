package io.holdfast.ledger;

import static io.holdfast.ledger.TestDatabase.await;

import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.Wallet;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A book to look things up in, written row by row: what the operations do to it is for their own
 * tests.
 */
public final class TestBook {
  private static final String CHANGE_WALLET =
      """
      UPDATE wallets SET balance = balance + $2, held = held + $3, version = version + 1,
             changed_at = greatest(changed_at, $4::timestamptz)
      WHERE number = $1
      RETURNING version, balance, held, balance - held + credit_limit, changed_at
      """;
  private static final String ADD_ROW =
      """
      INSERT INTO journal (wallet, sequence, kind, operation_key, fingerprint, amount, held_change,
        balance_after, held_after, available_after, debit_account, credit_account, target,
        location, reference, created_at)
      VALUES ($1::bigint, $2::bigint, $3, gen_random_uuid(), 0, $4::bigint, $5, $6, $7, $8,
        CASE WHEN $4::bigint > 0 THEN 0 WHEN $4::bigint < 0 THEN $1::bigint END,
        CASE WHEN $4::bigint < 0 THEN 0 WHEN $4::bigint > 0 THEN $1::bigint END,
        $9, 0, 'row ' || $2::bigint, $10)
      """;
  private static final String ADD_HOLD =
      """
      INSERT INTO holds (wallet, sequence, business, status, amount, requested, captured, voided,
                         house, location, expires_at, created_at)
      SELECT $1::bigint, $2, business, 0, $3::bigint, $3::bigint, 0, 0, 0, $4,
        $5::timestamptz + interval '1 hour', $5::timestamptz
      FROM wallets WHERE number = $1::bigint
      """;

  private final AtomicInteger count = new AtomicInteger();
  private final Pool pool;
  private final Wallets wallets;

  public TestBook(Vertx vertx, TestDatabase database) {
    pool = database.pool(vertx);
    wallets = new Wallets(pool);
  }

  public Pool pool() {
    return pool;
  }

  /** Number of a new business. */
  public int business() {
    UUID id = Ids.random(System.currentTimeMillis());
    return await(
            pool.preparedQuery(
                    "INSERT INTO businesses (id, name) VALUES ($1, 'Salons') RETURNING number")
                .execute(Tuple.of(id)))
        .iterator()
        .next()
        .getInteger(0);
  }

  public Wallet wallet(int business, long creditLimit) {
    int number = count.incrementAndGet();
    Wallets.Opening opening =
        await(
            wallets.open(
                origin(business, "wallet " + number, 1),
                "client " + number,
                "Client " + number,
                "USD",
                creditLimit));
    return ((Wallets.Opened) opening).wallet();
  }

  public static Origin origin(int business, String key, long fingerprint) {
    return new Origin(business, 0, OperationKey.of(key), fingerprint);
  }

  /** Adds a movement now; the id is what the API would show. */
  public UUID move(Wallet wallet, OperationKind kind, long amount, Long target) {
    return change(wallet, kind, amount, 0, target, now());
  }

  /** Adds a change at a moment that is not before the wallet's last one. */
  public UUID change(
      Wallet wallet,
      OperationKind kind,
      long amount,
      long heldChange,
      Long target,
      OffsetDateTime moment) {
    return await(
        pool.withTransaction(
            connection ->
                connection
                    .preparedQuery(CHANGE_WALLET)
                    .execute(Tuple.of(wallet.number(), amount, heldChange, moment))
                    .map(rows -> rows.iterator().next())
                    .compose(
                        after ->
                            connection
                                .preparedQuery(ADD_ROW)
                                .execute(
                                    Tuple.of(wallet.number(), after.getLong(0))
                                        .addInteger(kind.code())
                                        .addLong(amount)
                                        .addLong(heldChange)
                                        .addLong(after.getLong(1))
                                        .addLong(after.getLong(2))
                                        .addLong(after.getLong(3))
                                        .addLong(target)
                                        .addOffsetDateTime(after.getOffsetDateTime(4)))
                                .map(
                                    Ids.movement(
                                        after.getOffsetDateTime(4).toInstant().toEpochMilli(),
                                        wallet.number(),
                                        after.getLong(0))))));
  }

  /** Adds an open authorization at a location. */
  public UUID hold(Wallet wallet, long amount, int location) {
    UUID id = change(wallet, OperationKind.AUTHORIZE, 0, amount, null, now());
    OffsetDateTime madeAt = Instant.ofEpochMilli(Ids.millis(id)).atOffset(ZoneOffset.UTC);
    await(
        pool.preparedQuery(ADD_HOLD)
            .execute(Tuple.of(wallet.number(), Ids.sequence(id), amount, location, madeAt)));
    return id;
  }

  public static OffsetDateTime now() {
    return Instant.ofEpochMilli(System.currentTimeMillis()).atOffset(ZoneOffset.UTC);
  }
}
