package io.holdfast.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Proves the whole book in one snapshot, beside whatever happens to it meanwhile. All work is
 * PostgreSQL's; memory here does not grow with the book. Blocks, so not for event loops.
 */
public final class BookProof implements AutoCloseable {
  private final Connection connection;

  private BookProof(Connection connection) {
    this.connection = connection;
  }

  /**
   * What one check came to.
   *
   * @param firstWallet number of the first wallet that is wrong; empty if none is
   */
  public record Check(String name, long checked, long wrong, Optional<Long> firstWallet) {}

  /** A line of the trial balance. Amounts are minor units. */
  public record Line(
      int business,
      String currency,
      String account,
      long accounts,
      BigDecimal debits,
      BigDecimal credits) {}

  /** Opens the book as the owner of its tables. */
  public static BookProof open(PostgresOptions book) throws SQLException {
    Connection connection =
        DriverManager.getConnection(book.jdbcUrl(), book.user(), book.password());
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    return new BookProof(connection);
  }

  /** All checks of all wallets, and of what is beside them. */
  public List<Check> checks() throws SQLException {
    List<Check> all = new ArrayList<>(checks(null));
    all.add(check("windows of limits equal the sums of their charges", "proof_limits", null));
    all.add(check("charges to limits are for what was spent", "proof_charges", null));
    return all;
  }

  private List<Check> checks(Long wallet) throws SQLException {
    return List.of(
        check("wallets equal the sums of their journal", "proof_wallets", wallet),
        check("journal rows follow from one another, with two accounts", "proof_journal", wallet),
        check("authorizations equal the journal rows about them", "proof_holds", wallet));
  }

  /** The trial balance. */
  public List<Line> trialBalance() throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SqlFiles.load("trial_balance"));
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        lines.add(
            new Line(
                rows.getInt(1),
                rows.getString(2),
                rows.getString(3),
                rows.getLong(4),
                rows.getBigDecimal(5),
                rows.getBigDecimal(6)));
      }
    }
    return lines;
  }

  /**
   * Ends the quarantine of a wallet, if it is right now.
   *
   * @return what was checked; it is released if nothing of that is wrong
   */
  public List<Check> release(UUID walletId) throws SQLException {
    connection.rollback();
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT number FROM wallets WHERE id = ? FOR UPDATE")) {
      lock.setObject(1, walletId);
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next()) {
          return List.of(new Check("the wallet is there", 1, 1, Optional.empty()));
        }
        long wallet = row.getLong(1);
        List<Check> checks = checks(wallet);
        if (checks.stream().allMatch(check -> check.wrong() == 0)) {
          release(wallet);
        }
        connection.commit();
        return checks;
      }
    }
  }

  private void release(long wallet) throws SQLException {
    try (PreparedStatement release =
        connection.prepareStatement(
            "WITH released AS (DELETE FROM quarantine WHERE wallet = ? RETURNING wallet, status)"
                + " UPDATE wallets w SET status = r.status FROM released r"
                + " WHERE w.number = r.wallet")) {
      release.setLong(1, wallet);
      release.executeUpdate();
    }
  }

  private Check check(String name, String file, Long wallet) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SqlFiles.load(file))) {
      int parameters = statement.getParameterMetaData().getParameterCount();
      for (int parameter = 1; parameter <= parameters; parameter++) {
        statement.setObject(parameter, wallet, Types.BIGINT);
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long first = row.getLong(3);
        Optional<Long> none = Optional.empty();
        return new Check(
            name, row.getLong(1), row.getLong(2), row.wasNull() ? none : Optional.of(first));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
