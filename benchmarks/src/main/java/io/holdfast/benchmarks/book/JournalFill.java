package io.holdfast.benchmarks.book;

import io.holdfast.wallet.Ids;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A history for wallets that {@link ServiceSeed} made: deposits of one minor unit each, written as
 * the service would have left them. The audit holds them to it.
 */
public final class JournalFill {
  /** Parameters: deposits a wallet, numbers. */
  private static final String JOURNAL =
      """
      INSERT INTO journal
        (wallet, sequence, kind, operation_key, fingerprint, amount, held_change, balance_after,
         held_after, available_after, debit_account, credit_account, created_at)
      SELECT w.number, w.version + n, 7, gen_random_uuid(), 0, 1, 0, w.balance + n, 0,
             w.balance + n, cash.number, w.number, w.created_at
      FROM wallets w
      JOIN house_accounts cash ON cash.business = w.business AND cash.location = 0
        AND cash.bucket = w.number & 255 AND cash.currency = w.currency
        AND cash.purpose = 'cash_clearing'
      CROSS JOIN generate_series(1, ?) AS n
      WHERE w.number = ANY (?)
      """;

  /** Parameters: deposits a wallet, the same, numbers. */
  private static final String WALLETS =
      "UPDATE wallets SET balance = balance + ?, version = version + ? WHERE number = ANY (?)";

  /** Wallets whose rows are written in one statement. */
  private static final int CHUNK = 1_000;

  private JournalFill() {}

  /**
   * Adds so many deposits to each wallet: some ten seconds for a million.
   *
   * @return what each wallet has more, in minor units
   */
  public static long deposits(String jdbcUrl, List<UUID> wallets, int each) throws SQLException {
    if (each == 0) {
      return 0;
    }
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        PreparedStatement journal = connection.prepareStatement(JOURNAL);
        PreparedStatement balances = connection.prepareStatement(WALLETS);
        Statement vacuum = connection.createStatement()) {
      List<Long> numbers = new ArrayList<>(wallets.stream().map(Ids::number).toList());
      connection.setAutoCommit(false);
      for (int from = 0; from < numbers.size(); from += CHUNK) {
        List<Long> some = numbers.subList(from, Math.min(numbers.size(), from + CHUNK));
        journal.setInt(1, each);
        journal.setArray(2, connection.createArrayOf("bigint", some.toArray()));
        journal.execute();
        balances.setInt(1, each);
        balances.setInt(2, each);
        balances.setArray(3, connection.createArrayOf("bigint", some.toArray()));
        balances.execute();
        connection.commit();
      }
      connection.setAutoCommit(true);
      vacuum.execute("VACUUM ANALYZE wallets, journal");
      return each;
    }
  }
}
