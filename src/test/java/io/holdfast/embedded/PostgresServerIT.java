package io.holdfast.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresServerIT {
  private static PostgresServer shared;

  @BeforeAll
  static void start() {
    shared = PostgresServer.start(Optional.empty());
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "listen_addresses, 127.0.0.1",
    "max_connections, 200",
    "shared_buffers, 512MB",
    "max_wal_size, 2GB",
    "checkpoint_timeout, 15min",
    "wal_compression, off",
    "jit, off",
    "autovacuum, on",
    "server_encoding, UTF8",
  })
  void itRunsAsDocumented(String setting, String value) throws Exception {
    assertThat(Jdbc.ask(shared, "SHOW " + setting)).isEqualTo(value);
  }

  @Test
  void aConfigurationFileCannotUndoDurability() throws Exception {
    Jdbc.run(shared, "ALTER SYSTEM SET fsync = off");
    Jdbc.run(shared, "ALTER SYSTEM SET synchronous_commit = off");
    Jdbc.run(shared, "ALTER SYSTEM SET full_page_writes = off");
    Jdbc.run(shared, "SELECT pg_reload_conf()");
    shared.restart();

    assertThat(
            Jdbc.ask(
                shared,
                "SELECT string_agg(setting, ',') FROM pg_settings WHERE name IN"
                    + " ('fsync', 'synchronous_commit', 'full_page_writes')"))
        .isEqualTo("on,on,on");
  }

  @Test
  void itIsPostgresEighteenWithTheDatabaseOfItsUri() throws Exception {
    URI uri = URI.create(shared.uri());

    assertThat(uri.getScheme()).isEqualTo("postgresql");
    assertThat(uri.getUserInfo()).isEqualTo("holdfast:holdfast");
    assertThat(uri.getHost()).isEqualTo("127.0.0.1");
    assertThat(uri.getPort()).isEqualTo(shared.port());
    assertThat(uri.getPath()).isEqualTo("/holdfast");
    assertThat(Jdbc.ask(shared, "SELECT current_database() || ' ' || current_user"))
        .isEqualTo("holdfast holdfast");
    assertThat(Jdbc.ask(shared, "SHOW server_version")).startsWith("18.");
  }

  @Test
  void theReturnedPidIsThePostmaster() throws Exception {
    Path pidFile = shared.dataDirectory().resolve("postmaster.pid");

    assertThat(Files.readAllLines(pidFile).get(0)).isEqualTo(Long.toString(shared.pid()));
  }

  @Test
  void nothingIsLeftOfATemporaryServerThatWasClosed() {
    PostgresServer server = PostgresServer.start(Optional.empty());
    ProcessHandle postmaster = ProcessHandle.of(server.pid()).orElseThrow();
    Path home = server.dataDirectory().getParent();
    assertThat(home).isDirectory();

    server.close();

    assertThat(postmaster.isAlive()).isFalse();
    assertThat(home).doesNotExist();
    assertThat(accepts(server.port())).isFalse();
  }

  @Test
  void dataOutliveAStopInGoodOrder(@TempDir Path dataDir) throws Exception {
    try (PostgresServer server = PostgresServer.start(Optional.of(dataDir))) {
      Jdbc.run(server, "CREATE TABLE kept AS SELECT 42 AS answer");
    }
    try (PostgresServer server = PostgresServer.start(Optional.of(dataDir))) {
      assertThat(Jdbc.ask(server, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void committedDataOutliveAKilledPostmaster(@TempDir Path dataDir) throws Exception {
    try (PostgresServer killed = PostgresServer.start(Optional.of(dataDir))) {
      Jdbc.run(killed, "CREATE TABLE kept AS SELECT 42 AS answer");
      // A client in the middle of something: its backend outlives the postmaster for a moment.
      try (Connection connection = Jdbc.connect(killed);
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("INSERT INTO kept VALUES (43)");
        killed.kill();
      } catch (SQLException expected) {
        assertThat(killed.isRunning()).isFalse();
      }
      assertThat(killed.dataDirectory().resolve("postmaster.pid")).exists();
    }
    try (PostgresServer server = PostgresServer.start(Optional.of(dataDir))) {
      assertThat(Jdbc.ask(server, "SELECT string_agg(answer::text, ',') FROM kept"))
          .isEqualTo("42");
    }
  }

  @Test
  void aPidFileThatNamesSomeOtherProcessDoesNotPreventStarting(@TempDir Path dataDir)
      throws Exception {
    Path pidFile;
    try (PostgresServer server = PostgresServer.start(Optional.of(dataDir))) {
      Jdbc.run(server, "CREATE TABLE kept AS SELECT 42 AS answer");
      pidFile = server.dataDirectory().resolve("postmaster.pid");
      server.kill();
    }
    // As after the restart of a container, in which pids begin again from one.
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      String stale = Files.readString(pidFile);
      Files.writeString(pidFile, stranger.pid() + stale.substring(stale.indexOf('\n')));
      try (PostgresServer server = PostgresServer.start(Optional.of(dataDir))) {
        assertThat(Jdbc.ask(server, "SELECT answer FROM kept")).isEqualTo("42");
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor(10, SECONDS);
    }
  }

  @Test
  void aRestartKeepsThePortAndTheData() throws Exception {
    try (PostgresServer server = PostgresServer.start(Optional.empty())) {
      int port = server.port();
      Jdbc.run(server, "CREATE TABLE kept AS SELECT 42 AS answer");
      server.kill();
      server.restart();

      assertThat(server.port()).isEqualTo(port);
      assertThat(Jdbc.ask(server, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void twoServersNeverShareADataFolder(@TempDir Path dataDir) {
    try (PostgresServer server = PostgresServer.start(Optional.of(dataDir))) {
      assertThatThrownBy(() -> PostgresServer.start(Optional.of(dataDir)))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("in use by another Holdfast");
      assertThat(server.isRunning()).isTrue();
    }
  }

  @Test
  void aFolderOfAnotherVersionIsRefusedAndLeftAlone(@TempDir Path dataDir) throws Exception {
    Path version = Files.createDirectory(dataDir.resolve("postgres")).resolve("PG_VERSION");
    Files.writeString(version, "15\n");

    assertThatThrownBy(() -> PostgresServer.start(Optional.of(dataDir)))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("15")
        .hasMessageContaining("HOLDFAST_DATA_DIR");
    assertThat(version).hasContent("15");
  }

  @Test
  void aPortTakenAtTheLastMomentIsToldApartFromOtherFailures() throws Exception {
    try (ServerSocket taken = new ServerSocket();
        RedisServer redis = RedisServer.start()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertThat(launchPostgresOn(taken.getLocalPort())).isEmpty();
      assertThat(launchPostgresOn(redis.port())).isEmpty();
    }
  }

  private static Optional<ServerProcess> launchPostgresOn(int port) {
    Path programs = Binaries.postgres();
    try (PostgresCluster cluster = PostgresCluster.open(programs, Optional.empty())) {
      return PostgresServer.launch(programs, cluster, port);
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
