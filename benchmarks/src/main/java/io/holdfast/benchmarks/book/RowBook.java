package io.holdfast.benchmarks.book;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of the row-per-transaction subjects: a wallet, a row; a debit, a row. */
public final class RowBook implements Book {
  private static final String SCHEMA =
      """
      CREATE TABLE wallets (
        number  bigint PRIMARY KEY,
        opening bigint NOT NULL,
        balance bigint NOT NULL CHECK (balance >= 0)
      ) WITH (fillfactor = 45, autovacuum_vacuum_scale_factor = 0.05);
      CREATE TABLE journal (
        sequence      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        wallet        bigint NOT NULL,
        operation_key text NOT NULL,
        amount        bigint NOT NULL,
        balance_after bigint NOT NULL,
        reference     text,
        created_at    timestamptz NOT NULL DEFAULT now(),
        UNIQUE (wallet, operation_key)
      );
      """;
  private static final String SEED =
      "INSERT INTO wallets SELECT number, ?, ? FROM unnest(?) AS number";
  private static final String BALANCES = "SELECT number, balance FROM wallets";
  private static final String AUDIT =
      """
      SELECT count(*), count(*) FILTER (WHERE w.balance <> w.opening + coalesce(j.moved, 0))
      FROM wallets w
      LEFT JOIN (SELECT wallet, sum(amount) AS moved FROM journal GROUP BY wallet) j
        ON j.wallet = w.number
      """;

  private final Connection connection;

  private RowBook(Connection connection) {
    this.connection = connection;
  }

  /** Makes the tables in an empty database, and wallets of these numbers with this balance. */
  public static RowBook create(String jdbcUrl, List<Long> numbers, long balance)
      throws SQLException {
    Connection connection = DriverManager.getConnection(jdbcUrl);
    try (Statement schema = connection.createStatement();
        PreparedStatement seed = connection.prepareStatement(SEED)) {
      schema.execute(SCHEMA);
      Array array = connection.createArrayOf("bigint", numbers.toArray());
      seed.setLong(1, balance);
      seed.setLong(2, balance);
      seed.setArray(3, array);
      seed.execute();
      schema.execute("VACUUM ANALYZE");
    }
    return new RowBook(connection);
  }

  @Override
  public Verdict check(Claims claims) throws SQLException {
    Map<Long, Long> balances = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(BALANCES)) {
      while (row.next()) {
        balances.put(row.getLong(1), row.getLong(2));
      }
    }
    return new Verdict(
        "%,d wallets have what was answered".formatted(balances.size()), claims.faults(balances));
  }

  @Override
  public long journalRows() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT greatest(0, reltuples)::bigint FROM pg_class WHERE relname = 'journal'")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public Verdict audit() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(AUDIT)) {
      row.next();
      List<String> faults = new ArrayList<>();
      if (row.getLong(2) > 0) {
        faults.add(row.getLong(2) + " wallets differ from their journal");
      }
      return new Verdict("%,d wallets equal their journal".formatted(row.getLong(1)), faults);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
