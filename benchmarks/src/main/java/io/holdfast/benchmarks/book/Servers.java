package io.holdfast.benchmarks.book;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import redis.embedded.RedisServer;

/** PostgreSQL with everything durable, and Redis: fresh ones, for one measurement. */
public final class Servers implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final RedisServer redis;
  private final int redisPort;

  private Servers(EmbeddedPostgres postgres, RedisServer redis, int redisPort) {
    this.postgres = postgres;
    this.redis = redis;
    this.redisPort = redisPort;
  }

  /**
   * Starts both; blocks until they take connections.
   *
   * @param data folder of PostgreSQL's data, on the disk that is to be measured
   */
  public static Servers start(Path data) throws IOException {
    int redisPort = freePort();
    RedisServer redis =
        RedisServer.builder()
            .port(redisPort)
            .setting("bind 127.0.0.1")
            .setting("maxmemory-policy noeviction")
            .setting("appendonly no")
            .setting("save \"\"")
            .build();
    redis.start();
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(true)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "300")
            .setServerConfig("max_wal_size", "4GB")
            .start();
    return new Servers(postgres, redis, redisPort);
  }

  /** A port that is free now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public void createDatabase(String name) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
  }

  public String jdbcUrl(String database) {
    return postgres.getJdbcUrl("postgres", database);
  }

  public String postgresUri(String database) {
    return "postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/" + database;
  }

  public String redisUri() {
    return "redis://127.0.0.1:" + redisPort;
  }

  /** Writes out what is dirty, so that no subject pays for the one before it. */
  public void checkpoint() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      postgres.close();
    } finally {
      redis.stop();
    }
  }
}
