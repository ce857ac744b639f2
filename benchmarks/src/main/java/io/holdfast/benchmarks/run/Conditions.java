package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Durability;
import io.holdfast.benchmarks.book.RedisReader;
import io.holdfast.benchmarks.book.Servers;
import io.netty.util.Version;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The circumstances, without which a figure says nothing. */
final class Conditions {
  private static final int SYNCS = 200;
  private static final int PAGE_BYTES = 8_192;
  private static final int COMMAND_SECONDS = 5;

  private Conditions() {}

  /** As they stand in {@code run.json}. */
  static JsonObject gather(Options options, Optional<Servers> servers, Path folder)
      throws IOException, SQLException, InterruptedException {
    JsonObject conditions =
        new JsonObject()
            .put("commit", output("git", "rev-parse", "HEAD"))
            .put("dirty", !"".equals(output("git", "status", "--porcelain")))
            .put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"))
            .put("cpu", cpuModel())
            .put("cores", Runtime.getRuntime().availableProcessors())
            .put("memory_bytes", memoryBytes())
            .put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version())
            .put("jvm_flags", new JsonArray(ChildJvm.flags()))
            .put("versions", versions())
            .put(
                "load_average_before",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
            .put("fsync_micros", servers.isPresent() ? syncTime(folder) : null)
            .put("co_located", options.url().isEmpty())
            .put("target", options.url().orElse("local"));
    JsonObject postgres = new JsonObject();
    JsonObject cache = new JsonObject();
    if (servers.isPresent()) {
      Durability.ofPostgres(servers.get().jdbcUrl(Servers.SERVICE_DATABASE)).forEach(postgres::put);
      try (RedisReader redis = new RedisReader(servers.get().redisUri())) {
        Durability.ofRedis(redis).forEach(cache::put);
      }
    }
    return conditions.put("postgresql", postgres).put("redis", cache);
  }

  static JsonObject settings(Options options) {
    return new JsonObject()
        .put("seed", options.seed())
        .put("rounds", options.rounds())
        .put("seconds", options.seconds())
        .put("warmup_seconds", options.warmUpSeconds())
        .put("connections", options.connections())
        .put("threads", options.threads())
        .put("event_loops", options.eventLoops())
        .put("amount", Options.AMOUNT)
        .put("opening_balance", Options.OPENING_BALANCE);
  }

  /** Of pgbench; empty if there is none on this machine. */
  static Optional<String> pgbenchVersion() throws InterruptedException {
    String text = output("pgbench", "--version");
    // "pgbench (PostgreSQL) 15.13 (Debian …)"
    return Optional.ofNullable(text).map(some -> some.split(" ", -1)).map(words -> words[2]);
  }

  private static JsonObject versions() throws InterruptedException {
    return new JsonObject()
        .put("vertx", Vertx.class.getPackage().getImplementationVersion())
        .put("netty", netty())
        .put("pgbench", pgbenchVersion().orElse(null));
  }

  private static String netty() {
    Map<String, Version> parts = Version.identify();
    Version common = parts.get("netty-common");
    return common == null ? null : common.artifactVersion();
  }

  private static JsonObject syncTime(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "sync", ".probe");
    long[] nanos = new long[SYNCS];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES);
      for (int i = 0; i < SYNCS; i++) {
        page.clear();
        channel.write(page, 0);
        long start = System.nanoTime();
        channel.force(false);
        nanos[i] = System.nanoTime() - start;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(nanos);
    return new JsonObject()
        .put("p50", nanos[SYNCS / 2] / 1_000)
        .put("p99", nanos[SYNCS * 99 / 100] / 1_000)
        .put("samples", SYNCS)
        .put("bytes", PAGE_BYTES);
  }

  private static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : 0;
  }

  private static String cpuModel() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return System.getProperty("os.arch");
    }
    return Files.readString(info)
        .lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  /** What a program prints; null if it is not there, or fails. */
  private static String output(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? text.strip() : null;
    } catch (IOException notThere) {
      return null;
    }
  }
}
