package io.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** How PostgreSQL plans a page of a history. */
final class HistoryPlanIT {
  /** PostgreSQL tries plans for the parameters of the moment so many times before it compares. */
  private static final int TRIED = 5;

  private static final int PAGES = 12;

  private static final String LONG_JOURNAL =
      "INSERT INTO journal (wallet, sequence, kind, operation_key, fingerprint, amount, held_change,"
          + " balance_after, held_after, available_after, debit_account, credit_account, created_at)"
          + " SELECT 1, i, 7, gen_random_uuid(), 0, 1, 0, i, 0, i, 2, 1, now()"
          + " FROM generate_series(1, 20000) AS i";

  private static final String A_PAGE =
      "EXECUTE history (1, '00000000-0000-7000-8000-000000000001', 1, 9007199254740991, 21)";

  @Test
  void aPageIsPlannedOnceHoweverLongTheJournalIs() throws SQLException {
    try (Connection owner = TestDatabase.migrated().owner();
        Statement statement = owner.createStatement()) {
      statement.execute(LONG_JOURNAL);
      statement.execute("ANALYZE journal");
      statement.execute(
          "PREPARE history (bigint, uuid, int, bigint, int) AS " + SqlFiles.load("history"));
      for (int i = 0; i < PAGES; i++) {
        statement.execute(A_PAGE);
      }
      try (ResultSet plans =
          statement.executeQuery(
              "SELECT custom_plans, generic_plans FROM pg_prepared_statements"
                  + " WHERE name = 'history'")) {
        assertThat(plans.next()).isTrue();
        assertThat(plans.getInt(1)).as("planned anew").isEqualTo(TRIED);
        assertThat(plans.getInt(2)).as("by the plan that is there").isEqualTo(PAGES - TRIED);
      }
    }
  }
}
