package io.holdfast.gate;

import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A Redis cluster of one server that has all slots. */
final class RedisCluster implements AutoCloseable {
  private static final int SLOT_LAST = 16_383;
  private static final int BUS_OFFSET = 10_000;

  private final Path folder;
  private final Process process;
  private final int port;

  private RedisCluster(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  static RedisCluster start(Vertx vertx) throws IOException {
    Path folder = Files.createTempDirectory("redis-cluster-");
    int port = freePort();
    List<String> command =
        List.of(
            TestServers.redisProgram(),
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--cluster-enabled",
            "yes",
            "--cluster-announce-ip",
            "127.0.0.1",
            "--save",
            "");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    RedisCluster cluster = new RedisCluster(folder, process, port);
    TestServers.awaitUntil("the server listens", cluster::listens);
    try (TestRedis redis = new TestRedis(vertx, cluster.uri())) {
      redis.ask("CLUSTER", "ADDSLOTSRANGE", "0", Integer.toString(SLOT_LAST));
      TestServers.awaitUntil(
          "the cluster is formed",
          () -> redis.ask("CLUSTER", "INFO").toString().contains("cluster_state:ok"));
    }
    return cluster;
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A port that is free now, and so is that of the cluster's bus. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(12_000, 22_000);
      if (isFree(port) && isFree(port + BUS_OFFSET)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
