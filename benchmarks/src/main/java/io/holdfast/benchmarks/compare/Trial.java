package io.holdfast.benchmarks.compare;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One run of one benchmark of one build, in a JVM of its own.
 *
 * @param warmUps iterations that do not count
 * @param iterations that do
 * @param millis of each
 */
record Trial(int warmUps, int iterations, int millis) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** What an operation took, in the unit of its benchmark, and the bytes that it allocated. */
  record Cost(double time, double bytes) {}

  /** Costs by parameters of the benchmark; the only key is empty where it has none. */
  Map<String, Cost> run(Build build, String benchmark) throws IOException, InterruptedException {
    Path result = Files.createTempFile("trial", ".json");
    Path log = Files.createTempFile("trial", ".log");
    try {
      List<String> command =
          List.of(
              Build.java(),
              "-Xms512m",
              "-Xmx512m",
              "-cp",
              build.classpath(),
              "org.openjdk.jmh.Main",
              // This JVM is made for it: a fork of its own would only take longer.
              "-f",
              "0",
              "-wi",
              Integer.toString(warmUps),
              "-w",
              millis + "ms",
              "-i",
              Integer.toString(iterations),
              "-r",
              millis + "ms",
              "-foe",
              "true",
              "-prof",
              "gc",
              "-rf",
              "json",
              "-rff",
              result.toString(),
              "^" + Pattern.quote(benchmark) + "$");
      File output = log.toFile();
      Process process =
          new ProcessBuilder(command)
              .directory(build.folder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(output)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException(build.name() + ": " + benchmark + "\n" + Files.readString(log));
      }
      return read(new JsonArray(Files.readString(result)));
    } finally {
      Files.delete(result);
      Files.delete(log);
    }
  }

  /** Reads what JMH wrote. */
  static Map<String, Cost> read(JsonArray results) {
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (Object each : results) {
      JsonObject result = (JsonObject) each;
      StringBuilder parameters = new StringBuilder();
      JsonObject params = result.getJsonObject("params", new JsonObject());
      params.forEach(
          one -> parameters.append(' ').append(one.getKey()).append('=').append(one.getValue()));
      JsonObject gc =
          result.getJsonObject("secondaryMetrics", new JsonObject()).getJsonObject(ALLOCATED);
      costs.put(
          parameters.toString(),
          new Cost(
              result.getJsonObject("primaryMetric").getDouble("score"),
              gc == null ? 0 : gc.getDouble("score")));
    }
    return costs;
  }
}
