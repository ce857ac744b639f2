package io.holdfast.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedisServerIT {
  private static RedisServer shared;

  @BeforeAll
  static void start() {
    shared = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  @ParameterizedTest
  @CsvSource({
    "bind, 127.0.0.1",
    "protected-mode, yes",
    "save, ''",
    "appendonly, no",
    "maxmemory, 1073741824",
    "maxmemory-policy, noeviction",
  })
  void itRunsAsDocumented(String setting, String value) throws Exception {
    assertThat(ask(shared, "CONFIG GET " + setting)).containsSubsequence(setting, value);
  }

  @Test
  void itIsTheRedisOfItsUriAndPid() throws Exception {
    assertThat(shared.uri()).isEqualTo("redis://127.0.0.1:" + shared.port());
    assertThat(ask(shared, "INFO server"))
        .contains("redis_version:7.0.15")
        .contains("process_id:" + shared.pid() + "\r");
  }

  @Test
  void aRestartKeepsThePortAndForgetsTheRest() throws Exception {
    try (RedisServer server = RedisServer.start()) {
      String uri = server.uri();
      ask(server, "SET kept 42");
      server.kill();
      assertThat(server.isRunning()).isFalse();
      server.restart();

      assertThat(server.uri()).isEqualTo(uri);
      assertThat(ask(server, "EXISTS kept")).isEqualTo(":0\r\n");
    }
  }

  @Test
  void noProcessIsLeftOfAServerThatWasClosed() {
    RedisServer server = RedisServer.start();
    Optional<ProcessHandle> process = ProcessHandle.of(server.pid());
    server.close();

    assertThat(process).hasValueSatisfying(handle -> assertThat(handle.isAlive()).isFalse());
  }

  /** Sends one inline command and reads until the server has closed the connection after it. */
  private static String ask(RedisServer server, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(5000);
      String lines = command + "\r\nQUIT\r\n";
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(reply).endsWith("+OK\r\n");
      return reply.substring(0, reply.length() - "+OK\r\n".length());
    }
  }
}
