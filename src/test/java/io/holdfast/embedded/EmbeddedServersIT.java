package io.holdfast.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddedServersIT {
  @Test
  void bothStartTogether() {
    try (EmbeddedServers servers = EmbeddedServers.start(Optional.empty(), true, true)) {
      assertThat(servers.postgres()).hasValueSatisfying(it -> assertThat(it.isRunning()).isTrue());
      assertThat(servers.redis()).hasValueSatisfying(it -> assertThat(it.isRunning()).isTrue());
    }
  }

  @Test
  void onlyWhatIsAskedForStarts() {
    try (EmbeddedServers servers = EmbeddedServers.start(Optional.empty(), false, true)) {
      assertThat(servers.postgres()).isEmpty();
      assertThat(servers.redis()).isPresent();
    }
    try (EmbeddedServers servers = EmbeddedServers.start(Optional.empty(), false, false)) {
      assertThat(servers.postgres()).isEmpty();
      assertThat(servers.redis()).isEmpty();
    }
  }

  @Test
  void ifOneCannotStartTheOtherIsStoppedAgain(@TempDir Path dataDir) throws Exception {
    Files.writeString(dataDir.resolve("postgres"), "a file where a folder should be");
    List<ProcessHandle> before = ProcessHandle.current().children().toList();

    assertThatThrownBy(() -> EmbeddedServers.start(Optional.of(dataDir), true, true))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining(dataDir.toString());
    assertThat(ProcessHandle.current().children()).isSubsetOf(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"return", "exit", "TERM", "KILL"})
  void noServerAndNoTemporaryFolderOutlivesTheProcess(String ending) throws Exception {
    try (Owner owner = new Owner("temporary")) {
      owner.end(ending);
      owner.awaitServersGone();

      assertThat(owner.dataDirectory).satisfies(Owner::awaitRemoved);
    }
  }

  @Test
  void aDataFolderIsTakenOverFromAKilledProcess(@TempDir Path dataDir) throws Exception {
    try (Owner owner = new Owner(dataDir.toString())) {
      owner.end("KILL");
      // At once, while the watchdog of the killed process is still stopping its server.
      try (PostgresServer server = PostgresServer.start(Optional.of(dataDir))) {
        assertThat(Jdbc.ask(server, "SELECT answer FROM kept")).isEqualTo("42");
      }
      owner.awaitServersGone();
    }
  }

  @Test
  void aServerThatOutlivedItsProcessAndItsWatchdogIsStoppedByTheNextStart(@TempDir Path dataDir)
      throws Exception {
    try (Owner owner = new Owner(dataDir.toString())) {
      owner.watchdogOfPostgres().destroyForcibly();
      owner.end("KILL");
      assertThat(owner.postgres.isAlive()).isTrue();
      try (PostgresServer server = PostgresServer.start(Optional.of(dataDir))) {
        assertThat(owner.postgres.isAlive()).isFalse();
        assertThat(Jdbc.ask(server, "SELECT answer FROM kept")).isEqualTo("42");
      }
    }
  }

  /** Another JVM that starts servers: {@link ServersInAnotherProcess}. */
  private static final class Owner implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    final ProcessHandle postgres;
    final ProcessHandle redis;
    final Path dataDirectory;
    private final Process process;

    Owner(String dataDir) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ServersInAnotherProcess.class.getName(),
                  dataDir)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String line = firstReport(process);
      String[] report = line.split(" ", 4);
      postgres = ProcessHandle.of(Long.parseLong(report[1])).orElseThrow();
      redis = ProcessHandle.of(Long.parseLong(report[2])).orElseThrow();
      dataDirectory = Path.of(report[3]);
    }

    ProcessHandle watchdogOfPostgres() {
      return process
          .children()
          .filter(child -> argumentsOf(child).contains("holdfast-watchdog"))
          .filter(child -> argumentsOf(child).contains(Long.toString(postgres.pid())))
          .findAny()
          .orElseThrow();
    }

    private static List<String> argumentsOf(ProcessHandle process) {
      return process.info().arguments().map(List::of).orElse(List.of());
    }

    void end(String how) throws Exception {
      switch (how) {
        case "TERM" -> process.destroy();
        case "KILL" -> process.destroyForcibly();
        default -> {
          process.outputWriter().write(how + "\n");
          process.outputWriter().flush();
        }
      }
      assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS)).isTrue();
    }

    void awaitServersGone() throws Exception {
      postgres.onExit().get(PATIENCE_SECONDS, SECONDS);
      redis.onExit().get(PATIENCE_SECONDS, SECONDS);
    }

    static void awaitRemoved(Path folder) throws InterruptedException {
      long deadline = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
      while (Files.exists(folder) && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }
      assertThat(folder).doesNotExist();
    }

    @Override
    public void close() {
      process.destroyForcibly();
      postgres.destroyForcibly();
      redis.destroyForcibly();
    }

    private static String firstReport(Process process) throws IOException {
      BufferedReader lines = process.inputReader();
      String line = lines.readLine();
      while (line != null && !line.startsWith("servers ")) {
        line = lines.readLine();
      }
      return Optional.ofNullable(line).orElseThrow(() -> new IOException("ended before its start"));
    }
  }
}
