package io.holdfast.api;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.holdfast.Service;
import io.holdfast.config.Settings;
import io.holdfast.embedded.EmbeddedServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** The whole service on real servers, and what only its owner can do. Safe from any thread. */
public final class TestService implements AutoCloseable {
  static final String ADMIN_KEY = "hf_dev_admin";

  private static final long PATIENCE_SECONDS = 30;
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HOLDFAST_HTTP_PORT", "0",
          "HOLDFAST_MANAGEMENT_PORT", "0",
          "HOLDFAST_EVENT_LOOPS", "2",
          "HOLDFAST_DEMO", "false");

  private static TestService shared;

  private final EmbeddedServers servers;
  private final Map<String, String> environment;
  private volatile Service service;

  private TestService(EmbeddedServers servers, Map<String, String> environment) {
    this.servers = servers;
    this.environment = environment;
  }

  /** The one that all tests of this JVM share which do no harm to it. */
  public static synchronized TestService shared() {
    if (shared == null) {
      TestService started = start(startServers(), Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "test-service-stop"));
      shared = started;
    }
    return shared;
  }

  /** Servers for a test that does harm to them. */
  public static EmbeddedServers startServers() {
    return EmbeddedServers.start(Optional.empty(), true, true);
  }

  /** One more instance on servers that are the caller's to close. */
  public static TestService start(EmbeddedServers servers, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(settings);
    TestService started = new TestService(servers, environment);
    started.start();
    return started;
  }

  /** The servers of this instance. */
  public EmbeddedServers servers() {
    return servers;
  }

  public int managementPort() {
    return service.managementPort();
  }

  public int apiPort() {
    return service.apiPort();
  }

  public Client client(String secret) {
    return new Client(service.apiPort(), secret);
  }

  /** Stops in good order and starts again on the same servers, on another port. */
  public void restart() {
    close();
    start();
  }

  @Override
  public void close() {
    try {
      service.stop().await(PATIENCE_SECONDS, SECONDS);
    } catch (TimeoutException tooLong) {
      throw new AssertionError("did not stop within 30 s", tooLong);
    }
  }

  /** A connection of the tables' owner. */
  public Connection owner() throws SQLException {
    int port = servers.postgres().orElseThrow().port();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/holdfast", "holdfast", "holdfast");
  }

  /** The first column of the first row, or null. */
  public Object sql(String sql, Object... parameters) {
    try (Connection connection = owner();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      if (!statement.execute()) {
        return null;
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? rows.getObject(1) : null;
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  private void start() {
    Settings settings = Settings.load(environment, Path.of("/nowhere"));
    try {
      service =
          Service.start(
                  settings,
                  servers.postgres().orElseThrow().uri(),
                  List.of(servers.redis().orElseThrow().uri()))
              .await(PATIENCE_SECONDS, SECONDS);
    } catch (TimeoutException tooLong) {
      throw new AssertionError("did not start within 30 s", tooLong);
    }
  }

  private static void stop(TestService started) {
    try {
      started.close();
    } finally {
      started.servers.close();
    }
  }
}
