package io.holdfast.benchmarks.http;

import io.holdfast.benchmarks.book.Durability;
import io.holdfast.benchmarks.book.RedisReader;
import io.holdfast.benchmarks.book.Servers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The circumstances, without which a figure says nothing. */
final class Facts {
  private static final int SYNCS = 200;
  private static final int PAGE_BYTES = 8_192;

  private Facts() {}

  static Map<String, String> gather(Settings settings, Servers servers, Path data)
      throws IOException, SQLException, InterruptedException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("time", Instant.now().toString());
    facts.put("commit", commit());
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("cpu", cpuModel());
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    double busy = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    facts.put("load before", String.format(Locale.ROOT, "%.2f (should be well below 1)", busy));
    facts.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("subject JVM flags", String.join(" ", ChildJvm.flags()));
    facts.put("fsync of 8 KiB", syncTime(data));
    facts.put(
        "postgresql", Durability.ofPostgres(servers.jdbcUrl(Servers.SERVICE_DATABASE)).toString());
    try (RedisReader redis = new RedisReader(servers.redisUri())) {
      facts.put("redis", Durability.ofRedis(redis).toString());
    }
    facts.put(
        "load",
        ("closed loop, %d connections, %d driver thread(s), %d event loop(s) a subject;"
                + " driver, subject and servers share the machine")
            .formatted(settings.connections(), settings.threads(), settings.eventLoops()));
    facts.put(
        "windows",
        "%d rounds of %d s; first warm-up %d s, others %d ms; checkpoint before each"
            .formatted(
                settings.rounds(),
                settings.seconds(),
                settings.warmUpSeconds(),
                Settings.REWARM_MILLIS));
    return facts;
  }

  private static String syncTime(Path folder) throws IOException {
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
    return "median %d us, p99 %d us"
        .formatted(nanos[SYNCS / 2] / 1_000, nanos[SYNCS * 99 / 100] / 1_000);
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

  private static String commit() throws InterruptedException {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String id = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor(5, TimeUnit.SECONDS) && !id.isEmpty() ? id : "unknown";
    } catch (IOException noGit) {
      return "unknown";
    }
  }
}
