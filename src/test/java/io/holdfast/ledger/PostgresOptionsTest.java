package io.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresOptionsTest {
  @Test
  void everyPartOfTheUriIsDecoded() {
    PostgresOptions options =
        PostgresOptions.parse(
            "postgresql://us%40er:p%3Aa%2Fs+s:w@rd@db_1.internal:6432/b%C3%BCcher"
                + "?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem");
    assertThat(options)
        .isEqualTo(
            new PostgresOptions(
                "db_1.internal",
                6432,
                "bücher",
                "us@er",
                "p:a/s+s:w@rd",
                SslMode.VERIFY_FULL,
                "/etc/ca.pem"));
    assertThat(options.jdbcUrl())
        .isEqualTo(
            "jdbc:postgresql://db_1.internal:6432/b%C3%BCcher?ApplicationName=holdfast-migrations"
                + "&sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem");
  }

  @Test
  void whatIsNotNamedIsTheDefault() {
    PostgresOptions options = PostgresOptions.parse("postgres://app@[::1]/book");
    assertThat(options)
        .isEqualTo(new PostgresOptions("::1", 5432, "book", "app", null, SslMode.PREFER, null));
    assertThat(options.jdbcUrl()).startsWith("jdbc:postgresql://[::1]:5432/book?");
  }

  @Test
  void statementsAreKeptPreparedHoweverLong() {
    PgConnectOptions options =
        PostgresOptions.parse("postgresql://app:x@localhost/book").connectOptions(5_000);
    assertThat(options.getCachePreparedStatements()).isTrue();
    assertThat(options.getPreparedStatementCacheSqlFilter().test("x".repeat(10_000))).isTrue();
    assertThat(options.getProperties())
        .containsEntry("role", "holdfast_service")
        .containsEntry("statement_timeout", "5000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mysql://app:hunter2@localhost/book",
        "postgresql://app:hunter2@localhost",
        "postgresql://app:hunter2@localhost/",
        "postgresql://localhost/book",
        "postgresql://:hunter2@localhost/book",
        "postgresql://app:hunter2@/book",
        "postgresql://app:hunter2@localhost:port/book",
        "postgresql://app:hunter2@localhost:0/book",
        "postgresql://app:hunter2@localhost:65536/book",
        "postgresql://app:hunter2@::1/book",
        "postgresql://app:hunter2@localhost/book?sslmode=maybe",
        "postgresql://app:hunter2@localhost/book?sslmode=verify-full",
        "postgresql://app:hunter2@localhost/book?sslmode=disable&sslmode=require",
        "postgresql://app:hunter2@localhost/book?options=-crole%3Dpostgres",
        "postgresql://app:hunter2%zz@localhost/book",
      })
  void whatIsNoSuchUriIsRefusedWithoutTellingThePassword(String uri) {
    assertThatThrownBy(() -> PostgresOptions.parse(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the PostgreSQL URI ")
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  @Test
  void aPasswordIsNeverPrinted() {
    PostgresOptions options = PostgresOptions.parse("postgresql://app:hunter2@localhost/book");
    assertThat(options.toString()).isEqualTo("postgresql://app@localhost:5432/book");
    assertThat(options.jdbcUrl()).doesNotContain("hunter2");
  }
}
