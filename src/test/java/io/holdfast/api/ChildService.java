package io.holdfast.api;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.holdfast.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The service as a process of its own, which can be stopped and killed. */
public final class ChildService implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final List<String> output = Collections.synchronizedList(new ArrayList<>());
  private final int port;
  private final int managementPort;

  private ChildService(Map<String, String> settings) throws IOException {
    port = freePort();
    managementPort = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.holdfast.Main")
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("HOLDFAST_HTTP_PORT", Integer.toString(port));
    environment.put("HOLDFAST_HTTP_HOST", "127.0.0.1");
    environment.put("HOLDFAST_MANAGEMENT_PORT", Integer.toString(managementPort));
    environment.put("HOLDFAST_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("HOLDFAST_DEMO", "false");
    environment.putAll(settings);
    process = builder.start();
    Thread reader = new Thread(this::read, "child-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts it and waits until it is ready. */
  public static ChildService start(Map<String, String> settings) throws IOException {
    ChildService child = launch(settings);
    try {
      TestServers.awaitUntil("ready", START, () -> !child.process.isAlive() || child.isReady());
      if (!child.process.isAlive()) {
        throw new AssertionError(child.output());
      }
      return child;
    } catch (AssertionError failure) {
      child.close();
      throw failure;
    }
  }

  /** Starts it, whatever becomes of it. */
  static ChildService launch(Map<String, String> settings) throws IOException {
    return new ChildService(settings);
  }

  int managementPort() {
    return managementPort;
  }

  public int port() {
    return port;
  }

  Client client(String secret) {
    return new Client(port, secret);
  }

  public String output() {
    synchronized (output) {
      return String.join("\n", output);
    }
  }

  /** The readiness document with its head; empty if nobody answers. */
  String readiness() {
    try {
      return Sockets.answer(
          managementPort, "GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    } catch (UncheckedIOException notYet) {
      return "";
    }
  }

  /** SIGTERM. */
  public void stop() {
    process.destroy();
  }

  /** SIGKILL, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public int exitCode(int secondsMax) throws InterruptedException {
    if (!process.waitFor(secondsMax, SECONDS)) {
      throw new AssertionError("still running after " + secondsMax + " s: " + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }

  private boolean isReady() {
    return readiness().startsWith("HTTP/1.1 200");
  }

  private void read() {
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
      }
    } catch (IOException ended) {
      output.add(ended.toString());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
