package io.holdfast.ledger;

import static io.holdfast.ledger.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.operation.OperationKind;
import io.holdfast.wallet.Wallet;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no code may do to the book, because the database refuses it. */
@ExtendWith(VertxExtension.class)
final class GrantsIT {
  private static TestDatabase database;
  private static Pool pool;
  private static TestBook book;
  private static Wallet wallet;

  @BeforeAll
  static void openABook(Vertx vertx) {
    database = TestDatabase.migrated();
    book = new TestBook(vertx, database);
    pool = book.pool();
    wallet = book.wallet(book.business(), 0);
    book.move(wallet, OperationKind.DEPOSIT, 1_000, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE journal SET note = 'changed'",
        "DELETE FROM journal",
        "TRUNCATE journal",
        "DELETE FROM wallets",
        "DELETE FROM holds",
        "DELETE FROM clients",
        "UPDATE clients SET reference = 'another'",
        "UPDATE house_accounts SET purpose = 'revenue'",
        "UPDATE creations SET status = 500",
        "DELETE FROM creations",
        "DROP TABLE journal",
        "ALTER TABLE journal DISABLE TRIGGER ALL",
        "CREATE TABLE notes (note text)",
      })
  void theServiceMayNotRewriteHistory(String sql) {
    // 42501: insufficient privilege.
    assertThatThrownBy(() -> await(pool.query(sql).execute()))
        .isInstanceOfSatisfying(
            PgException.class, refusal -> assertThat(refusal.getSqlState()).isEqualTo("42501"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE journal SET note = 'changed'",
        "DELETE FROM journal",
        "TRUNCATE journal",
        "UPDATE journal SET note = 'changed' WHERE false",
      })
  void evenTheOwnerMayNotRewriteTheJournal(String sql) throws SQLException {
    try (Connection owner = database.owner();
        Statement statement = owner.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("append-only");
    }
  }

  @Test
  void anUpdateThatOverspendsIsRefused() {
    String spend = "UPDATE wallets SET balance = balance - 1001 WHERE number = " + wallet.number();
    String hold = "UPDATE wallets SET held = held + 1001 WHERE number = " + wallet.number();
    for (String sql : new String[] {spend, hold}) {
      assertThatThrownBy(() -> await(pool.query(sql).execute()))
          .isInstanceOfSatisfying(
              PgException.class,
              refusal -> assertThat(refusal.getConstraint()).isEqualTo("wallets_not_overspent"));
    }
  }

  @Test
  void theServiceMayReadEveryTableAndUseEverySequence() throws SQLException {
    String forgotten =
        """
        SELECT string_agg(c.relname, ', ') FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND NOT CASE c.relkind
          WHEN 'r' THEN has_table_privilege('holdfast_service', c.oid, 'SELECT')
          WHEN 'S' THEN has_sequence_privilege('holdfast_service', c.oid, 'USAGE')
          ELSE true END
        """;
    try (Connection owner = database.owner();
        Statement statement = owner.createStatement();
        var rows = statement.executeQuery(forgotten)) {
      rows.next();
      assertThat(rows.getString(1)).as("without a grant").isNull();
    }
  }
}
