package io.holdfast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.embedded.PostgresServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the system can do to a PostgreSQL server and all processes of its. */
public final class PostgresProcesses {
  private final PostgresServer server;

  public PostgresProcesses(PostgresServer server) {
    this.server = server;
  }

  /** Takes the processor from all of them: they keep every connection, and say nothing. */
  public void freeze() {
    // First the one that could start others.
    signal("STOP", List.of(server.pid()));
    signal("STOP", children());
  }

  public void thaw() {
    signal("CONT", children());
    signal("CONT", List.of(server.pid()));
  }

  /** Kills all of them at once, as the loss of the machine would. */
  public void kill() {
    List<Long> all = new ArrayList<>(children());
    all.add(0, server.pid());
    signal("KILL", all);
  }

  /**
   * Lets them write no file longer than so: what lies beyond is refused as on a full disk.
   *
   * @param bytes or "unlimited"
   */
  public void limitFiles(String bytes) {
    for (long process : Stream.concat(Stream.of(server.pid()), children().stream()).toList()) {
      run(List.of("prlimit", "--pid", Long.toString(process), "--fsize=" + bytes + ":unlimited"));
    }
  }

  private List<Long> children() {
    return ProcessHandle.of(server.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .toList();
  }

  private static void signal(String name, List<Long> processes) {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> command.add(Long.toString(process)));
    run(command);
  }

  private static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(String.join(" ", command), failure);
    }
  }
}
