package io.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class PostgresOptionsIT {
  @Test
  void everyConnectionWorksUnderTheServiceRole(Vertx vertx) {
    Pool pool = TestDatabase.migrated().pool(vertx);
    Row row =
        TestDatabase.await(
                pool.query(
                        "SELECT current_user::text, session_user::text,"
                            + " current_setting('application_name'),"
                            + " current_setting('statement_timeout'),"
                            + " current_setting('transaction_isolation')")
                    .execute())
            .iterator()
            .next();
    assertThat(row.getString(0)).isEqualTo("holdfast_service");
    assertThat(row.getString(1)).isEqualTo("holdfast");
    assertThat(row.getString(2)).isEqualTo("holdfast");
    assertThat(row.getString(3)).isEqualTo("10s");
    assertThat(row.getString(4)).isEqualTo("read committed");
  }

  @Test
  void aServerThatKeepsWhatItCommitsHasNoProblems(Vertx vertx) {
    TestDatabase database = TestDatabase.migrated();
    assertThat(TestDatabase.await(DurabilityCheck.problems(database.pool(vertx)))).isEmpty();
    database.execute(
        "ALTER DATABASE %s SET synchronous_commit = off".formatted(database.options().database()));
    assertThat(TestDatabase.await(DurabilityCheck.problems(database.pool(vertx))))
        .singleElement()
        .asString()
        .contains("synchronous_commit=off");
  }
}
