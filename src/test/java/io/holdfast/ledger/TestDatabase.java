package io.holdfast.ledger;

import io.holdfast.TestServers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of the test server, one for each call. */
public final class TestDatabase {
  private static final AtomicInteger EMPTY_ONES = new AtomicInteger();

  private final PostgresOptions options;

  private TestDatabase(PostgresOptions options) {
    this.options = options;
  }

  /** A database with the schema in it. */
  public static TestDatabase migrated() {
    return new TestDatabase(TestServers.book());
  }

  /** A database with nothing in it. */
  public static TestDatabase empty() {
    PostgresOptions neighbour = TestServers.book();
    String name = "empty_" + EMPTY_ONES.incrementAndGet();
    TestServers.execute(neighbour, "CREATE DATABASE " + name);
    return new TestDatabase(
        new PostgresOptions(
            neighbour.host(),
            neighbour.port(),
            name,
            neighbour.user(),
            neighbour.password(),
            neighbour.sslMode(),
            neighbour.rootCertificate()));
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
    return TestServers.connect(options);
  }

  public void execute(String sql) {
    TestServers.execute(options, sql);
  }

  /** The result of a future, on a thread that may wait for it. */
  public static <T> T await(Future<T> future) {
    return TestServers.await(future);
  }
}
