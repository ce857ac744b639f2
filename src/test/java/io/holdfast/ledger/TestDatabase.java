package io.holdfast.ledger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for tests: one server for the JVM, one database for each call, copied from a
 * template that was migrated once.
 */
public final class TestDatabase {
  private static final String TEMPLATE = "book_template";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static EmbeddedPostgres server;
  private static boolean templateMade;

  private final PostgresOptions options;

  private TestDatabase(PostgresOptions options) {
    this.options = options;
  }

  /** A database with the schema in it. */
  public static synchronized TestDatabase migrated(Vertx vertx) {
    server();
    if (!templateMade) {
      templateMade = true;
      execute("postgres", "CREATE DATABASE " + TEMPLATE);
      await(Migrations.run(vertx, options(TEMPLATE)));
    }
    return create(" TEMPLATE " + TEMPLATE);
  }

  /** A database with nothing in it. */
  public static synchronized TestDatabase empty() {
    return create("");
  }

  public PostgresOptions options() {
    return options;
  }

  /** Connections as the service has them. */
  public Pool pool(Vertx vertx) {
    return options.pool(vertx, 8, 1_000, 10_000);
  }

  /** A connection of the tables' owner, a superuser. */
  public Connection owner() throws SQLException {
    return DriverManager.getConnection(options.jdbcUrl(), options.user(), "postgres");
  }

  public void execute(String sql) {
    execute(options.database(), sql);
  }

  /** The result of a future, on a thread that may wait for it. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(60, TimeUnit.SECONDS);
    } catch (TimeoutException tooLong) {
      throw new AssertionError("no answer within 60 s", tooLong);
    }
  }

  private static TestDatabase create(String template) {
    server();
    String name = "book_" + COUNT.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + name + template);
    return new TestDatabase(options(name));
  }

  private static void server() {
    if (server != null) {
      return;
    }
    try {
      // Durable as in production; closed by a shutdown hook of its own.
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static PostgresOptions options(String database) {
    return PostgresOptions.parse(
        "postgresql://postgres:postgres@localhost:%d/%s?sslmode=disable"
            .formatted(server.getPort(), database));
  }

  private static void execute(String database, String sql) {
    try (Connection connection =
            DriverManager.getConnection(options(database).jdbcUrl(), "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
