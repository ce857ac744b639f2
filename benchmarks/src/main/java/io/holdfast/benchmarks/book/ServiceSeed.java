package io.holdfast.benchmarks.book;

import io.holdfast.wallet.Ids;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Wallets with money, written straight into the service's tables.
 *
 * <p>A shortcut: a million wallets in seconds instead of two requests each. What it leaves is what
 * opening a wallet and depositing into it leaves: a client, the wallet at version 2, the row of its
 * terms, and the row of a deposit from the cash account of its bucket. The audit holds it to that.
 */
public final class ServiceSeed {
  private static final String NUMBERS =
      "SELECT nextval('account_numbers') FROM generate_series(1, ?)";
  private static final String CASH_ACCOUNTS =
      """
      INSERT INTO house_accounts (business, location, bucket, currency, purpose)
      SELECT ?, 0, bucket, 'USD', 'cash_clearing' FROM generate_series(0, 255) AS bucket
      ON CONFLICT DO NOTHING
      """;

  /** Parameters: numbers, ids, business, balance, time of creation in milliseconds. */
  private static final String WALLETS =
      """
      WITH given AS (
        SELECT n.number, n.id, p.business, p.balance, to_timestamp(p.millis / 1000.0) AS created_at
        FROM unnest(?::bigint[], ?::uuid[]) AS n (number, id),
             (VALUES (?::int, ?::bigint, ?::bigint)) AS p (business, balance, millis)),
      client AS (
        INSERT INTO clients (business, reference)
        SELECT business, 'benchmark-' || number FROM given
        RETURNING number, reference)
      INSERT INTO wallets
        (number, id, business, client, currency, balance, version, changed_at, created_at)
      SELECT given.number, given.id, given.business, client.number, 'USD', given.balance, 2,
             given.created_at, given.created_at
      FROM given JOIN client ON client.reference = 'benchmark-' || given.number
      """;

  /** Parameters: numbers. Row 1 is the terms (kind 14), row 2 the deposit (kind 7). */
  private static final String JOURNAL =
      """
      INSERT INTO journal
        (wallet, sequence, kind, operation_key, fingerprint, amount, held_change, balance_after,
         held_after, available_after, debit_account, credit_account, created_at)
      SELECT w.number, row.sequence, row.kind, gen_random_uuid(), 0, row.amount, 0, row.amount, 0,
             row.amount, CASE WHEN row.amount > 0 THEN cash.number END,
             CASE WHEN row.amount > 0 THEN w.number END, w.created_at
      FROM wallets w
      JOIN house_accounts cash ON cash.business = w.business AND cash.location = 0
        AND cash.bucket = w.number & 255 AND cash.currency = w.currency
        AND cash.purpose = 'cash_clearing'
      CROSS JOIN LATERAL (VALUES (1, 14, 0), (2, 7, w.balance)) AS row (sequence, kind, amount)
      WHERE w.number = ANY (?)
      """;

  private ServiceSeed() {}

  /**
   * Makes wallets in US dollars for the first business.
   *
   * @param balance of each, in minor units
   * @return their ids
   */
  public static List<UUID> wallets(String jdbcUrl, int count, long balance) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
      connection.setAutoCommit(false);
      int business = firstBusiness(connection);
      long millis = System.currentTimeMillis();
      List<Long> numbers = numbers(connection, count);
      List<UUID> ids = numbers.stream().map(number -> Ids.wallet(millis, number)).toList();
      Array numberArray = connection.createArrayOf("bigint", numbers.toArray());
      try (PreparedStatement cash = connection.prepareStatement(CASH_ACCOUNTS);
          PreparedStatement wallets = connection.prepareStatement(WALLETS);
          PreparedStatement journal = connection.prepareStatement(JOURNAL)) {
        cash.setInt(1, business);
        cash.execute();
        wallets.setArray(1, numberArray);
        wallets.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
        wallets.setInt(3, business);
        wallets.setObject(4, balance, Types.BIGINT);
        wallets.setObject(5, millis, Types.BIGINT);
        wallets.execute();
        journal.setArray(1, numberArray);
        journal.execute();
      }
      connection.commit();
      connection.setAutoCommit(true);
      vacuum(connection);
      return ids;
    }
  }

  private static int firstBusiness(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT min(number) FROM businesses")) {
      row.next();
      int business = row.getInt(1);
      if (row.wasNull()) {
        throw new IllegalStateException("the service has made no business yet");
      }
      return business;
    }
  }

  private static List<Long> numbers(Connection connection, int count) throws SQLException {
    List<Long> numbers = new ArrayList<>(count);
    try (PreparedStatement statement = connection.prepareStatement(NUMBERS)) {
      statement.setInt(1, count);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          numbers.add(row.getLong(1));
        }
      }
    }
    return numbers;
  }

  private static void vacuum(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE clients, wallets, journal, house_accounts");
    }
  }
}
