package io.holdfast.benchmarks.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, its output in a file. */
final class ChildJvm implements AutoCloseable {
  private static final int READY_SECONDS = 60;
  private static final int STOP_SECONDS = 12;
  private static final int POLL_MILLIS = 50;
  private static final int LOG_CHARACTERS_SHOWN = 4_000;

  private final String name;
  private final Process process;
  private final Path log;

  private ChildJvm(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * What to run.
   *
   * @param classpath on which it is found
   * @param flags of the JVM, beside those of every subject
   * @param environment beside what this process has, of which nothing named HOLDFAST_ is passed on
   */
  record Program(
      String classpath,
      String mainClass,
      List<String> flags,
      Map<String, String> environment,
      List<String> args) {
    /** Where this program is from. */
    static final String HERE = System.getProperty("java.class.path");

    /** A baseline, which logs as this JVM does. */
    static Program baseline(Class<?> main, String... args) {
      String file = System.getProperty("logback.configurationFile");
      return new Program(
          HERE,
          main.getName(),
          file == null ? List.of() : List.of("-Dlogback.configurationFile=" + file),
          Map.of(),
          List.of(args));
    }
  }

  static ChildJvm start(String name, Path logs, Program program) throws IOException {
    Files.createDirectories(logs);
    Path log = Files.createTempFile(logs, name + "-", ".log");
    return start(
        name, log, builder(program).redirectErrorStream(true).redirectOutput(log.toFile()));
  }

  /** One that is spoken to: by lines on its standard input and output. */
  static ChildJvm startSpoken(String name, Path logs, Program program) throws IOException {
    Files.createDirectories(logs);
    Path log = Files.createTempFile(logs, name + "-", ".log");
    return start(name, log, builder(program).redirectError(log.toFile()));
  }

  private static ChildJvm start(String name, Path log, ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new ChildJvm(name, process, log);
  }

  private static ProcessBuilder builder(Program program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.addAll(program.flags());
    command.addAll(List.of("-cp", program.classpath(), program.mainClass()));
    command.addAll(program.args());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("HOLDFAST_"));
    builder.environment().putAll(program.environment());
    return builder;
  }

  /** Flags of every subject's JVM, and what README tells whoever runs the service. */
  static List<String> flags() {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-Xms512m",
                "-Xmx512m",
                "-XX:+UseParallelGC",
                "-XX:+UseTransparentHugePages",
                "-XX:+AlwaysPreTouch"));
    if (Runtime.version().feature() >= 24) {
      // From then on Netty needs to be told that it may do what it always did.
      flags.add("--enable-native-access=ALL-UNNAMED");
      flags.add("--sun-misc-unsafe-memory-access=allow");
      flags.add("-Dio.netty.noUnsafe=false");
    }
    return flags;
  }

  void awaitPort(int port) throws InterruptedException, IOException {
    await(
        () -> {
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          }
        });
  }

  /** Blocks until {@code url} answers 200. */
  void awaitOk(String url) throws InterruptedException, IOException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(2)).build();
    await(() -> client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
  }

  long pid() {
    return process.pid();
  }

  void tell(String line) throws IOException {
    process.outputWriter().write(line + "\n");
    process.outputWriter().flush();
  }

  /** The next line that it says; blocks. */
  String hear() throws IOException {
    String line = process.inputReader().readLine();
    if (line == null) {
      throw new IOException(name + " has ended:\n" + logTail());
    }
    return line;
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start().waitFor();
  }

  /** Asks it to stop, and waits; what does not stop in time is killed. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.out.println(name + " did not stop in " + STOP_SECONDS + " s and was killed");
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** A question that may be asked too early, and then fails with an IOException. */
  private interface Probe {
    boolean ready() throws IOException, InterruptedException;
  }

  private void await(Probe probe) throws InterruptedException, IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (true) {
      if (!process.isAlive()) {
        throw new IOException(name + " ended with " + process.exitValue() + ":\n" + logTail());
      }
      try {
        if (probe.ready()) {
          return;
        }
      } catch (IOException notYet) {
        // It is still starting.
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(name + " not ready in " + READY_SECONDS + " s:\n" + logTail());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private String logTail() throws IOException {
    String text = Files.readString(log);
    return text.substring(Math.max(0, text.length() - LOG_CHARACTERS_SHOWN));
  }
}
