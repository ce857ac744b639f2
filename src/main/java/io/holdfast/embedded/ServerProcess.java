package io.holdfast.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running server: a child process that is ready to serve, and its watchdog.
 *
 * <p>The watchdog is a shell that reads a pipe from this process. A line is the name of a signal to
 * pass to the server (Java itself can send no other than TERM and KILL). The end of the pipe means
 * that this process is gone, and then the watchdog stops the server and removes its temporary
 * folder.
 *
 * <p>Server and watchdog run in sessions of their own, or a Ctrl-C at the terminal would reach the
 * server together with this process and stop it under the requests being finished.
 */
final class ServerProcess {
  private static final String OWN_SESSION =
      "command -v setsid >/dev/null 2>&1 && exec setsid \"$@\"; exec \"$@\"";

  /** Arguments: pid of the server, signal that stops it, folder to remove or nothing. */
  private static final String WATCHDOG =
      """
      trap '' TERM INT HUP
      while read -r signal; do kill -s "$signal" "$1" 2>/dev/null; done
      kill -s "$2" "$1" 2>/dev/null && kill -s CONT "$1" 2>/dev/null
      waits=0
      while kill -0 "$1" 2>/dev/null && [ $waits -lt 300 ]; do sleep 0.1; waits=$((waits+1)); done
      [ -z "$3" ] || rm -rf -- "$3"
      """;

  /** Longer than any start; only the crash recovery of a large data directory comes near it. */
  private static final int READY_SECONDS = 60;

  /** Lines of output kept for the message about a failed start. */
  private static final int TAIL_LINES = 30;

  private static final Set<String> INHERITED = Set.of("PATH", "TMPDIR", "LD_LIBRARY_PATH");

  private final Logger log;
  private final Process process;
  private final Process watchdog;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final Deque<String> tail = new ArrayDeque<>();

  /**
   * What to run, and how to treat it.
   *
   * @param name one word for logs and messages
   * @param command the program and its arguments
   * @param folder working directory of the process
   * @param readyText part of the line by which the server says that it serves
   * @param orphanSignal name of the signal, without "SIG", to stop it by if this process dies
   * @param temporary folder to remove if this process dies, or null
   */
  record Launch(
      String name,
      List<String> command,
      Path folder,
      String readyText,
      String orphanSignal,
      Path temporary) {}

  private ServerProcess(Launch launch) throws IOException {
    log = LoggerFactory.getLogger("io.holdfast.embedded." + launch.name());
    process =
        builder(inOwnSession(launch.command()))
            .directory(launch.folder().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .start();
    watchdog = startWatchdog(launch);
    Thread reader = new Thread(() -> read(launch.readyText()), launch.name() + "-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @return the running server, or empty if the port it was told to listen on is taken
   */
  static Optional<ServerProcess> start(Launch launch) {
    ServerProcess server;
    try {
      server = new ServerProcess(launch);
    } catch (IOException e) {
      throw new EmbeddedServerException(launch.name() + " cannot be run: " + e.getMessage(), e);
    }
    if (server.awaitReady(launch.name())) {
      return Optional.of(server);
    }
    server.kill();
    if (server.output().contains("Address already in use")) {
      return Optional.empty();
    }
    throw new EmbeddedServerException(
        launch.name() + " did not start. It said:\n" + server.output());
  }

  /** A process with no more of our environment than it needs: no keys, no PG or locale settings. */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Stops the server in its own way; kills it if that takes longer than {@code seconds}.
   *
   * @param signal name of the signal it stops on, without "SIG"
   */
  void stop(String signal, int seconds) {
    if (process.isAlive()) {
      send(signal);
      if (!exitsWithin(seconds)) {
        log.warn("still running {} s after SIG{}: killed", seconds, signal);
      }
    }
    kill();
  }

  /** Kills the server as a crash would (SIGKILL) and returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
    watchdog.destroyForcibly();
    watchdog.onExit().join();
  }

  private void send(String signal) {
    try {
      OutputStream orders = watchdog.getOutputStream();
      orders.write((signal + "\n").getBytes(StandardCharsets.US_ASCII));
      orders.flush();
    } catch (IOException watchdogIsGone) {
      // Not what each server would like best, but every one of them stops on it.
      process.destroy();
    }
  }

  private boolean exitsWithin(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean awaitReady(String name) {
    try {
      return ready.get(READY_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      kill();
      throw new EmbeddedServerException(
          name + " was not ready within " + READY_SECONDS + " s. It said:\n" + output(), e);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("interrupted while starting " + name, e);
    } catch (ExecutionException e) {
      throw new AssertionError("never completed with an exception", e);
    }
  }

  private Process startWatchdog(Launch launch) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", WATCHDOG, "holdfast-watchdog"));
    command.add(Long.toString(process.pid()));
    command.add(launch.orphanSignal());
    command.add(launch.temporary() == null ? "" : launch.temporary().toString());
    try {
      Process dog =
          builder(inOwnSession(command))
              .directory(new File("/"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // A server that is gone must not be signalled: its pid may be someone else's by then.
      var unused = process.onExit().thenRun(dog::destroyForcibly);
      return dog;
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static List<String> inOwnSession(List<String> command) {
    List<String> all = new ArrayList<>(List.of("sh", "-c", OWN_SESSION, "sh"));
    all.addAll(command);
    return all;
  }

  private void read(String readyText) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        if (line.contains(readyText)) {
          ready.complete(true);
        }
      }
    } catch (IOException closed) {
      keep(closed.toString());
    }
    ready.complete(false);
  }

  private void keep(String line) {
    String upper = line.toUpperCase(Locale.ROOT);
    if (upper.contains("FATAL:") || upper.contains("PANIC:")) {
      log.warn("{}", line);
    } else {
      log.debug("{}", line);
    }
    synchronized (tail) {
      if (tail.size() == TAIL_LINES) {
        tail.removeFirst();
      }
      tail.addLast(line);
    }
  }

  private String output() {
    synchronized (tail) {
      return String.join("\n", tail);
    }
  }
}
