package io.holdfast.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL 18 on 127.0.0.1 that keeps what it acknowledged: {@code fsync}, {@code
 * synchronous_commit} and {@code full_page_writes} are on.
 *
 * <p>The settings stand on its command line, so that they hold for a data directory of any age and
 * no configuration file in it can undo them.
 *
 * <p>Role and database are {@code holdfast}; the role is a superuser.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String READY = "database system is ready to accept connections";
  private static final int PORT_TRIES = 20;
  private static final int STOP_SECONDS = 20;

  private static final List<String> SETTINGS =
      List.of(
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          // For one machine: 2 that read for each of up to 90 event loops, and some for people.
          "max_connections=200",
          // What a million wallets and the ends of their indexes take: with half of it, a batch
          // over so many took up to 45 us an operation, and with all of it 31 to 35.
          "shared_buffers=512MB",
          // Checkpoints by time and not by volume: the first write to a page after each one logs
          // the whole page. Costs up to 2 GB of disk, and seconds of replay after a crash.
          "max_wal_size=2GB",
          "checkpoint_timeout=15min",
          "wal_compression=off",
          // Statements here take microseconds; compiling one takes longer than it could save.
          "jit=off",
          // Wallet rows are updated all the time: small cleanings often keep their pages from
          // growing, and at this pace they leave the processors to who waits.
          "autovacuum_naptime=10s",
          "autovacuum_vacuum_scale_factor=0.02",
          "autovacuum_vacuum_threshold=1000",
          "autovacuum_analyze_scale_factor=0.05",
          "autovacuum_vacuum_cost_limit=200",
          "timezone=UTC",
          "log_timezone=UTC",
          // The line that says "ready" is looked for in English.
          "lc_messages=C",
          "logging_collector=off",
          "log_destination=stderr");

  private final Path programs;
  private final PostgresCluster cluster;
  private int port;
  private ServerProcess process;

  private PostgresServer(Path programs, PostgresCluster cluster) {
    this.programs = programs;
    this.cluster = cluster;
  }

  /**
   * Starts a server and waits until it serves: about a second, and some seconds more the first time
   * a user runs it, for unpacking.
   *
   * @param dataDir folder whose sub-folder {@code postgres} keeps the data; empty: a temporary one,
   *     removed by {@link #close} or by the end of this process
   * @throws EmbeddedServerException if it cannot be started
   */
  public static PostgresServer start(Optional<Path> dataDir) {
    OrdinaryUser.check();
    Path programs = Binaries.postgres();
    PostgresCluster cluster = PostgresCluster.open(programs, dataDir);
    PostgresServer server = new PostgresServer(programs, cluster);
    try {
      server.startOnAFreePort();
      return server;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** {@code postgresql://user:password@host:port/database}, the same as long as this lives. */
  public synchronized String uri() {
    return "postgresql://holdfast:holdfast@127.0.0.1:" + port + "/holdfast";
  }

  /** The TCP port on 127.0.0.1. */
  public synchronized int port() {
    return port;
  }

  /** Process id of the postmaster. */
  public synchronized long pid() {
    return process.pid();
  }

  /** Whether the postmaster runs. */
  public synchronized boolean isRunning() {
    return process.isAlive();
  }

  /** The server's data directory. */
  public Path dataDirectory() {
    return cluster.data();
  }

  /** Kills the postmaster as a crash would (SIGKILL); the data stay. */
  public synchronized void kill() {
    process.kill();
  }

  /** Stops the server in good order, breaking off what its clients do; the data stay. */
  public synchronized void stop() {
    process.stop("INT", STOP_SECONDS);
  }

  /** Starts the server again, on the same port and data, after stopping it if it runs. */
  public synchronized void restart() {
    stop();
    process =
        launch(programs, cluster, port)
            .orElseThrow(
                () -> new EmbeddedServerException("port " + port + " was taken meanwhile"));
  }

  /** Stops the server, and removes its data if they are temporary. */
  @Override
  public synchronized void close() {
    // No checkpoint for data that are about to be removed.
    process.stop(stopSignal(cluster), STOP_SECONDS);
    cluster.close();
  }

  private synchronized void startOnAFreePort() {
    for (int attempt = 0; attempt < PORT_TRIES; attempt++) {
      port = FreePort.propose();
      Optional<ServerProcess> started = launch(programs, cluster, port);
      if (started.isPresent()) {
        process = started.get();
        return;
      }
    }
    throw new EmbeddedServerException("PostgreSQL found no free port on 127.0.0.1");
  }

  /** Starts a server on this port; empty if the port is taken. */
  static Optional<ServerProcess> launch(Path programs, PostgresCluster cluster, int port) {
    cluster.prepare();
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(programs.resolve("bin/postgres").toString(), "-D", cluster.data().toString()));
    command.addAll(List.of("-p", Integer.toString(port)));
    for (String setting : SETTINGS) {
      command.addAll(List.of("-c", setting));
    }
    return ServerProcess.start(
        new ServerProcess.Launch(
            "postgres",
            OrdinaryUser.command(command),
            cluster.home(),
            READY,
            stopSignal(cluster),
            cluster.temporary() ? cluster.home() : null));
  }

  /** INT: break off what clients do, checkpoint, exit. QUIT: exit. */
  private static String stopSignal(PostgresCluster cluster) {
    return cluster.temporary() ? "QUIT" : "INT";
  }
}
