package io.holdfast;

import io.holdfast.embedded.EmbeddedServers;
import io.holdfast.ledger.Migrations;
import io.holdfast.ledger.PostgresOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Real servers for tests: one PostgreSQL and one Redis for the JVM, started when first asked for
 * and stopped when it ends. What waits here waits with a deadline.
 */
public final class TestServers {
  private static final String TEMPLATE = "template_of_books";
  private static final int PATIENCE_SECONDS = 30;
  private static final long LOOK_MILLIS = 5;
  private static final AtomicInteger BOOKS = new AtomicInteger();

  private TestServers() {}

  private static final class Running {
    static final EmbeddedServers SERVERS = EmbeddedServers.start(Optional.empty(), true, true);

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SERVERS::close));
    }
  }

  private static final class Template {
    static {
      PostgresOptions options = options(TEMPLATE);
      execute(server(), "CREATE DATABASE " + TEMPLATE);
      Vertx vertx = Vertx.vertx();
      await(Migrations.run(vertx, options));
      await(vertx.close());
    }

    static void make() {
      // Being called is enough: the class is initialized once.
    }
  }

  /** A database with the schema in it and nothing else. */
  public static PostgresOptions book() {
    Template.make();
    String name = "book_of_test_" + BOOKS.incrementAndGet();
    execute(server(), "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return options(name);
  }

  /** A second database that is what this one is now; nobody may be connected to it. */
  public static PostgresOptions copy(PostgresOptions book) {
    String name = "copy_of_test_" + BOOKS.incrementAndGet();
    execute(server(), "CREATE DATABASE " + name + " TEMPLATE " + book.database());
    return options(name);
  }

  /** The shared Redis, with whatever the last test left in it. */
  public static String redisUri() {
    return Running.SERVERS.redis().orElseThrow().uri();
  }

  /** The program that the shared Redis is, for a server that has to be started otherwise. */
  public static String redisProgram() {
    long pid = Running.SERVERS.redis().orElseThrow().pid();
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).orElseThrow();
  }

  /** Runs a statement as the owner of the tables, a superuser. */
  public static void execute(PostgresOptions book, String sql) {
    try (Connection connection = connect(book);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** First column of the first row. */
  public static String ask(PostgresOptions book, String sql) {
    return rows(book, sql).get(0).get(0);
  }

  /** All rows as text. */
  public static List<List<String>> rows(PostgresOptions book, String sql) {
    try (Connection connection = connect(book);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
          row.add(result.getString(column));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** A connection as the owner of the tables. */
  public static Connection connect(PostgresOptions book) throws SQLException {
    return DriverManager.getConnection(book.jdbcUrl(), book.user(), book.password());
  }

  /** The result of a future, on a thread that may wait for it. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException tooLong) {
      throw new AssertionError("no answer within " + PATIENCE_SECONDS + " s", tooLong);
    }
  }

  /** The failure of a future that is expected to fail. */
  public static Throwable awaitFailure(Future<?> future) {
    return await(
        future.transform(
            result ->
                result.failed()
                    ? Future.succeededFuture(result.cause())
                    : Future.failedFuture("succeeded with " + result.result())));
  }

  /** Waits until something holds. */
  public static void awaitUntil(String what, BooleanSupplier holds) {
    awaitUntil(what, Duration.ofSeconds(PATIENCE_SECONDS), holds);
  }

  /** Waits until something holds, for so long at most. */
  public static void awaitUntil(String what, Duration patience, BooleanSupplier holds) {
    long since = System.nanoTime();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - since > patience.toNanos()) {
        throw new AssertionError("not so within " + patience + ": " + what);
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting: " + what, interrupted);
      }
    }
  }

  private static PostgresOptions server() {
    return PostgresOptions.parse(uri());
  }

  private static PostgresOptions options(String database) {
    return PostgresOptions.parse(uri().replaceFirst("/[^/]*$", "/" + database));
  }

  private static String uri() {
    return Running.SERVERS.postgres().orElseThrow().uri();
  }
}
