package io.holdfast.benchmarks.book;

import io.holdfast.embedded.PostgresServer;
import io.holdfast.embedded.RedisServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Fresh servers for one measurement: the ones that the service starts when it is given none, with
 * everything durable.
 */
public final class Servers implements AutoCloseable {
  /** There from the start; the service's. The others are made by {@link #createDatabase}. */
  public static final String SERVICE_DATABASE = "holdfast";

  private static final String VACUUMS =
      "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'";

  /** A long one is no reason not to measure; the run says then that it went on. */
  private static final int VACUUM_SECONDS_MAX = 60;

  private final PostgresServer postgres;
  private final RedisServer redis;

  private Servers(PostgresServer postgres, RedisServer redis) {
    this.postgres = postgres;
    this.redis = redis;
  }

  /**
   * Starts both; blocks until they take connections.
   *
   * @param data folder of PostgreSQL's data, on the disk that is to be measured
   */
  public static Servers start(Path data) {
    RedisServer redis = RedisServer.start();
    try {
      return new Servers(PostgresServer.start(Optional.of(data)), redis);
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  /** A port that is free now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public void createDatabase(String name) throws SQLException {
    execute("CREATE DATABASE " + name);
  }

  /** With user and password in it. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=holdfast&password=holdfast"
        .formatted(postgres.port(), database);
  }

  public String postgresUri(String database) {
    return "postgresql://holdfast:holdfast@127.0.0.1:" + postgres.port() + "/" + database;
  }

  public String redisUri() {
    return redis.uri();
  }

  /**
   * One of the databases of Redis, each with keys of its own.
   *
   * @param number 0 to 15; 0 is the one that {@link #redisUri()} means
   */
  public String redisUri(int number) {
    return redis.uri() + "/" + number;
  }

  /** Process id of the postmaster. */
  public long postgresPid() {
    return postgres.pid();
  }

  public long redisPid() {
    return redis.pid();
  }

  /** The port of PostgreSQL on 127.0.0.1; user and password are {@code holdfast}. */
  public int postgresPort() {
    return postgres.port();
  }

  /**
   * Lets what was left behind come to its end, so that no subject pays for the one before it: waits
   * for vacuums that are under way, {@value #VACUUM_SECONDS_MAX} s at the most, and writes out what
   * is dirty.
   *
   * @return whether nothing was left
   */
  public boolean settle() throws SQLException, InterruptedException {
    long start = System.nanoTime();
    boolean vacuums = count(VACUUMS) > 0;
    while (vacuums && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(VACUUM_SECONDS_MAX)) {
      TimeUnit.MILLISECONDS.sleep(100);
      vacuums = count(VACUUMS) > 0;
    }
    execute("CHECKPOINT");
    return !vacuums;
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } finally {
      redis.close();
    }
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl(SERVICE_DATABASE));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl(SERVICE_DATABASE));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
