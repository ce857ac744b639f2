package io.holdfast.benchmarks.micro;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * Figures of the suite that are kept with the sources. Bytes an operation are the same on any
 * machine; times are those of the machine and the hour that the baseline names, and only {@code
 * CompareBuilds} tells a slower build from a slower hour.
 */
final class Baseline {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double BYTES_IGNORED = 8;
  private static final double PART_IGNORED = 0.01;

  private Baseline() {}

  /** What is kept of results. */
  static JsonObject of(Collection<RunResult> results) throws IOException {
    Map<String, Object> benchmarks = new TreeMap<>();
    for (RunResult result : results) {
      Result<?> time = result.getPrimaryResult();
      Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
      JsonObject figures =
          new JsonObject()
              .put("time", rounded(time.getScore()))
              .put("error", rounded(time.getScoreError()))
              .put("unit", time.getScoreUnit());
      if (bytes != null) {
        figures.put("bytes", rounded(bytes.getScore()));
      }
      benchmarks.put(name(result), figures);
    }
    JsonObject conditions =
        new JsonObject()
            .put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version())
            .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
            .put("cpu", cpu())
            .put("cores", Runtime.getRuntime().availableProcessors());
    return new JsonObject().put("conditions", conditions).put("benchmarks", benchmarks);
  }

  /** Keeps figures; of benchmarks that were not measured now, those that are there already. */
  static void store(Path file, JsonObject measured) throws IOException {
    Map<String, Object> all = new TreeMap<>();
    if (Files.exists(file)) {
      JsonObject kept = new JsonObject(Files.readString(file)).getJsonObject("benchmarks");
      kept.forEach(each -> all.put(each.getKey(), each.getValue()));
    }
    measured.getJsonObject("benchmarks").forEach(each -> all.put(each.getKey(), each.getValue()));
    Files.createDirectories(file.getParent());
    JsonObject stored = measured.copy().put("benchmarks", new JsonObject(all));
    Files.writeString(file, stored.encodePrettily() + "\n");
  }

  /** A line for each benchmark that both have. */
  static String compare(JsonObject stored, JsonObject measured) {
    StringBuilder text = new StringBuilder();
    text.append(
        "beside the stored baseline (its times are of another hour, maybe of another"
            + " machine; bytes are comparable)\n");
    JsonObject before = stored.getJsonObject("benchmarks");
    for (Map.Entry<String, Object> each : measured.getJsonObject("benchmarks")) {
      JsonObject now = (JsonObject) each.getValue();
      JsonObject old = before.getJsonObject(each.getKey());
      if (old == null) {
        continue;
      }
      double bytes = now.getDouble("bytes", 0.0);
      double oldBytes = old.getDouble("bytes", 0.0);
      boolean more = bytes > oldBytes * (1 + PART_IGNORED) + BYTES_IGNORED;
      text.append(
          String.format(
              Locale.ROOT,
              "%-58s time %.2f ×   %,.0f bytes, were %,.0f%s%n",
              each.getKey(),
              now.getDouble("time") / old.getDouble("time"),
              bytes,
              oldBytes,
              more ? "   MORE" : ""));
    }
    return text.toString();
  }

  private static String name(RunResult result) {
    StringBuilder name =
        new StringBuilder(result.getParams().getBenchmark().replaceFirst("^io\\.holdfast\\.", ""));
    for (String key : result.getParams().getParamsKeys()) {
      name.append(' ').append(key).append('=').append(result.getParams().getParam(key));
    }
    return name.toString();
  }

  private static Double rounded(double value) {
    return Double.isNaN(value) ? null : Double.valueOf(Math.round(value * 1_000) / 1_000.0);
  }

  private static String cpu() throws IOException {
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
}
