package io.holdfast.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The files of one PostgreSQL: made once, locked while this process uses them, and taken over from
 * a process that died.
 *
 * <p>{@code <home>/postgres} is the data directory, {@code <home>/postgres.lock} is locked by the
 * process that uses it. The lock is what tells a server that outlived its owner, which may be
 * stopped, from one in use by another Holdfast, which must be left alone.
 */
final class PostgresCluster implements AutoCloseable {
  private static final String MAJOR_VERSION = "18";
  private static final int ORPHAN_SECONDS = 30;

  private final Path programs;
  private final Path home;
  private final boolean temporary;
  private final FileChannel lock;

  private PostgresCluster(Path programs, Path home, boolean temporary) throws IOException {
    this.programs = programs;
    this.home = home;
    this.temporary = temporary;
    this.lock = lock(home);
  }

  /**
   * Opens the cluster under {@code home}, or a new one that {@link #close} removes.
   *
   * @param programs PostgreSQL's installation
   * @param home folder made if it does not exist
   */
  static PostgresCluster open(Path programs, Optional<Path> home) {
    try {
      Path folder =
          home.isPresent()
              ? Files.createDirectories(home.get()).toRealPath()
              : Folders.temporary("holdfast-postgres-");
      return new PostgresCluster(programs, folder, home.isEmpty());
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "the data folder " + home.map(Path::toString).orElse("") + " cannot be used: " + e, e);
    }
  }

  Path home() {
    return home;
  }

  Path data() {
    return home.resolve("postgres");
  }

  boolean temporary() {
    return temporary;
  }

  /** Makes the data directory fit to be started on: there, of our version, and used by nobody. */
  void prepare() {
    try {
      if (Files.exists(data())) {
        checkVersion();
        takeOver();
      } else {
        create();
      }
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "the data directory " + data() + " cannot be used: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (temporary) {
      // After a kill of the postmaster its children still write for a moment.
      awaitExit(processesIn(data()));
      Folders.remove(home);
    }
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(
            home.resolve("postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock taken = channel.tryLock();
      if (taken != null) {
        return channel;
      }
    } catch (OverlappingFileLockException byThisProcess) {
      // Told the same way as a lock of another process.
    }
    channel.close();
    throw new EmbeddedServerException(
        "the data folder " + home + " is in use by another Holdfast that is running");
  }

  private void checkVersion() throws IOException {
    Path file = data().resolve("PG_VERSION");
    String version = Files.exists(file) ? Files.readString(file).strip() : "none";
    if (!version.equals(MAJOR_VERSION)) {
      throw new EmbeddedServerException(
          data()
              + " is not a data directory of PostgreSQL "
              + MAJOR_VERSION
              + " (its version: "
              + version
              + "). Give another HOLDFAST_DATA_DIR, or move that folder away");
    }
  }

  /** Builds under another name and renames: a data directory is whole, or it is not there. */
  private void create() throws IOException {
    Path fresh = home.resolve("postgres.new");
    Folders.remove(fresh);
    List<String> initdb = new ArrayList<>();
    initdb.addAll(List.of(program("initdb"), "-D", fresh.toString(), "-U", "holdfast"));
    initdb.addAll(List.of("-A", "trust", "-E", "UTF8", "--no-instructions"));
    // One collation everywhere, compared by code point: no index depends on the machine's libc.
    initdb.addAll(List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
    if (temporary) {
      initdb.add("--no-sync");
    }
    mustSucceed(initdb, "");
    mustSucceed(
        List.of(program("postgres"), "--single", "-D", fresh.toString(), "template1"),
        "CREATE DATABASE holdfast\n");
    Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Ends what a process that died left running on this data directory, and removes the pid file.
   *
   * <p>PostgreSQL itself removes a pid file whose process is gone. But it refuses to start while
   * children of a killed postmaster are still leaving, and when the pid belongs to some other
   * process by now, which is usual after a container was restarted.
   */
  private void takeOver() throws IOException {
    Path pidFile = data().resolve("postmaster.pid");
    List<ProcessHandle> orphans = processesIn(data());
    // Read once, and judged by what was read: a server that is stopping removes it at any moment.
    long postmaster = postmaster(pidFile);
    if (orphans.stream().anyMatch(orphan -> orphan.pid() == postmaster)) {
      // How it ends does not matter: the watchdog may be stopping the same one right now.
      var unused = run(List.of(program("pg_ctl"), "kill", "INT", Long.toString(postmaster)), "");
    }
    awaitExit(orphans);
    if (Files.isDirectory(Path.of("/proc/self"))) {
      Files.deleteIfExists(pidFile);
    }
  }

  /** The process in this file; -1 if there is no file, or none that is written to its end. */
  static long postmaster(Path pidFile) throws IOException {
    try (Stream<String> lines = Files.lines(pidFile)) {
      return lines.findFirst().map(String::strip).map(Long::parseLong).orElse(-1L);
    } catch (NoSuchFileException | NumberFormatException gone) {
      return -1;
    }
  }

  /**
   * PostgreSQL's processes all work in their data directory. Elsewhere than on Linux: none seen.
   */
  private static List<ProcessHandle> processesIn(Path data) {
    return ProcessHandle.allProcesses().filter(process -> worksIn(data, process)).toList();
  }

  private static boolean worksIn(Path data, ProcessHandle process) {
    try {
      Path link = Path.of("/proc", Long.toString(process.pid()), "cwd");
      return data.equals(Files.readSymbolicLink(link));
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  private void awaitExit(List<ProcessHandle> orphans) {
    CompletableFuture<?>[] exits =
        orphans.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(exits).orTimeout(ORPHAN_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException timeout) {
      throw new EmbeddedServerException(
          "processes of an earlier PostgreSQL still work in "
              + data()
              + ": "
              + orphans.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList(),
          timeout);
    }
  }

  private String program(String name) {
    return programs.resolve("bin").resolve(name).toString();
  }

  private void mustSucceed(List<String> command, String input) throws IOException {
    Finished finished = run(command, input);
    if (finished.exitCode() != 0) {
      throw new EmbeddedServerException(
          String.join(" ", command) + " failed. It said:\n" + finished.output());
    }
  }

  private record Finished(int exitCode, String output) {}

  private Finished run(List<String> command, String input) throws IOException {
    Process process =
        ServerProcess.builder(OrdinaryUser.command(command))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Finished(process.waitFor(), output);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("interrupted while preparing " + data(), e);
    }
  }
}
