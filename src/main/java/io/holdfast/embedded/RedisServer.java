package io.holdfast.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Redis 7.0 on 127.0.0.1 that keeps nothing on disk, whether or not there is a data folder.
 *
 * <p>Redis is a cache: PostgreSQL is the book, and everything here can be rebuilt from it. A file
 * would make each start load balances that are older than the book's, and cost a write for each
 * command; an empty Redis costs the first look at each wallet.
 *
 * <p>It evicts nothing: an evicted mark of an operation would be a forgotten promise, so a full
 * Redis refuses writes instead.
 */
public final class RedisServer implements AutoCloseable {
  private static final String READY = "Ready to accept connections";
  private static final int PORT_TRIES = 20;
  private static final int STOP_SECONDS = 5;

  private static final List<String> SETTINGS =
      List.of(
          "--bind",
          "127.0.0.1",
          "--protected-mode",
          "yes",
          "--save",
          "",
          "--appendonly",
          "no",
          // Some millions of wallets. A limit has to stand, or there is no watermark to stay below.
          "--maxmemory",
          "1gb",
          "--maxmemory-policy",
          "noeviction",
          "--daemonize",
          "no",
          "--loglevel",
          "notice");

  private final Path program;
  private final Path folder;
  private int port;
  private ServerProcess process;

  private RedisServer(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /**
   * Starts an empty server and waits until it serves: some tens of milliseconds.
   *
   * @throws EmbeddedServerException if it cannot be started
   */
  public static RedisServer start() {
    RedisServer server = new RedisServer(Binaries.redis(), Folders.temporary("holdfast-redis-"));
    try {
      server.startOnAFreePort();
      return server;
    } catch (RuntimeException e) {
      Folders.remove(server.folder);
      throw e;
    }
  }

  /** {@code redis://host:port}, the same as long as this lives. */
  public synchronized String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** The TCP port on 127.0.0.1. */
  public synchronized int port() {
    return port;
  }

  /** Process id of the server. */
  public synchronized long pid() {
    return process.pid();
  }

  /** Whether the server runs. */
  public synchronized boolean isRunning() {
    return process.isAlive();
  }

  /** Kills the server as a crash would (SIGKILL). */
  public synchronized void kill() {
    process.kill();
  }

  /** Stops the server in good order. What it held is gone. */
  public synchronized void stop() {
    process.stop("TERM", STOP_SECONDS);
  }

  /** Starts the server again, empty, on the same port, after stopping it if it runs. */
  public synchronized void restart() {
    stop();
    process =
        launch(port)
            .orElseThrow(
                () -> new EmbeddedServerException("port " + port + " was taken meanwhile"));
  }

  /** Stops the server and removes its working folder. */
  @Override
  public synchronized void close() {
    stop();
    Folders.remove(folder);
  }

  private synchronized void startOnAFreePort() {
    for (int attempt = 0; attempt < PORT_TRIES; attempt++) {
      port = FreePort.propose();
      Optional<ServerProcess> started = launch(port);
      if (started.isPresent()) {
        process = started.get();
        return;
      }
    }
    throw new EmbeddedServerException("Redis found no free port on 127.0.0.1");
  }

  private Optional<ServerProcess> launch(int port) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program.toString(), "--port", Integer.toString(port)));
    command.addAll(SETTINGS);
    return ServerProcess.start(
        new ServerProcess.Launch("redis", command, folder, READY, "TERM", folder));
  }
}
