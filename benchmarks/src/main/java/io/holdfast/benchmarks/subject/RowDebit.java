package io.holdfast.benchmarks.subject;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;

/** One way of making a debit in a transaction of its own. Bound to one event loop. */
sealed interface RowDebit {
  /** A debit that is committed; {@code balanceAfter} in minor units. */
  record Made(long sequence, long balanceAfter) {}

  /** Completes after the commit, with null if the money is not there. */
  Future<Made> apply(long wallet, String key, long amount, String reference);

  private static Made made(RowSet<Row> rows) {
    if (rows.size() == 0) {
      return null;
    }
    Row row = rows.iterator().next();
    return new Made(row.getLong(0), row.getLong(1));
  }

  /** Decision, wallet and journal row in one statement: one round trip, one implicit commit. */
  final class OneStatement implements RowDebit {
    private static final String SQL =
        """
        WITH spent AS (
          UPDATE wallets SET balance = balance - $2 WHERE number = $1 AND balance >= $2
          RETURNING balance)
        INSERT INTO journal (wallet, operation_key, amount, balance_after, reference)
        SELECT $1, $3, -$2, balance, $4 FROM spent
        RETURNING sequence, balance_after
        """;

    private final Pool pool;

    OneStatement(Pool pool) {
      this.pool = pool;
    }

    @Override
    public Future<Made> apply(long wallet, String key, long amount, String reference) {
      return pool.preparedQuery(SQL)
          .execute(Tuple.of(wallet, amount, key, reference))
          .map(RowDebit::made);
    }
  }

  /** The textbook: begin, read the wallet for update, write wallet and journal row, commit. */
  final class Locking implements RowDebit {
    private static final String READ = "SELECT balance FROM wallets WHERE number = $1 FOR UPDATE";
    private static final String CHANGE = "UPDATE wallets SET balance = $2 WHERE number = $1";
    private static final String RECORD =
        """
        INSERT INTO journal (wallet, operation_key, amount, balance_after, reference)
        VALUES ($1, $2, $3, $4, $5) RETURNING sequence, balance_after
        """;

    private final Pool pool;

    Locking(Pool pool) {
      this.pool = pool;
    }

    @Override
    public Future<Made> apply(long wallet, String key, long amount, String reference) {
      return pool.getConnection()
          .compose(
              connection ->
                  connection
                      .begin()
                      .compose(tx -> within(connection, tx, wallet, key, amount, reference))
                      .eventually(connection::close));
    }

    private static Future<Made> within(
        SqlConnection connection,
        Transaction tx,
        long wallet,
        String key,
        long amount,
        String reference) {
      return connection
          .preparedQuery(READ)
          .execute(Tuple.of(wallet))
          .compose(
              rows -> {
                long balance = rows.iterator().next().getLong(0);
                if (balance < amount) {
                  return tx.rollback().map((Made) null);
                }
                return spend(connection, wallet, key, amount, balance - amount, reference)
                    .compose(made -> tx.commit().map(made));
              });
    }

    private static Future<Made> spend(
        SqlConnection connection,
        long wallet,
        String key,
        long amount,
        long left,
        String reference) {
      return connection
          .preparedQuery(CHANGE)
          .execute(Tuple.of(wallet, left))
          .compose(
              changed ->
                  connection
                      .preparedQuery(RECORD)
                      .execute(Tuple.of(wallet, key, -amount, left, reference)))
          .map(RowDebit::made);
    }
  }
}
