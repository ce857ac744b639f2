package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.load.Measured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** The folder of a run: {@code run.json}, written anew after every measurement, and the logs. */
final class RunFolder {
  private static final int FORMAT = 1;
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final JsonObject run;
  private final JsonArray measured = new JsonArray();
  private final JsonArray notes = new JsonArray();
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  private RunFolder(Path folder, JsonObject run) {
    this.folder = folder;
    this.run = run;
  }

  /** Makes a folder named after the time. */
  static RunFolder create(Path parent, Options options) throws IOException {
    Instant now = Instant.now();
    Path folder = Files.createDirectories(parent).resolve(ID.format(now));
    for (int next = 2; Files.exists(folder); next++) {
      folder = parent.resolve(ID.format(now) + "-" + next);
    }
    Files.createDirectory(folder);
    JsonObject run =
        new JsonObject()
            .put("format", FORMAT)
            .put("id", folder.getFileName().toString())
            .put("suite", options.suite().orElse(null))
            .put("arguments", new JsonArray(options.given()))
            .put("started_at", now.toString());
    return new RunFolder(folder, run);
  }

  Path path() {
    return folder;
  }

  void conditions(JsonObject conditions, JsonObject settings) {
    run.put("conditions", conditions).put("settings", settings);
  }

  /** Says something, here and in the file. */
  void note(String text) {
    System.out.println(text);
    notes.add(text);
  }

  /** Something beside the measurements failed the run. */
  void fail(String what) {
    System.out.println("FAILED: " + what);
    failures.add(what);
  }

  List<Measurement> measurements() {
    return measurements;
  }

  void add(Measurement measurement) throws IOException {
    measurements.add(measurement);
    System.out.println(measurement.line());
    String histogram = null;
    if (measurement.measured().latency().getTotalCount() > 0) {
      histogram =
          "%02d-%s-%d.hlog"
              .formatted(
                  measurements.size(),
                  measurement.series().toString().replace('/', '-'),
                  measurement.round());
      writeLog(folder.resolve(histogram), measurement.measured());
    }
    measured.add(measurement.toJson(histogram));
    write(false);
  }

  boolean passed() {
    return failures.isEmpty()
        && !measurements.isEmpty()
        && measurements.stream().allMatch(Measurement::passed);
  }

  /**
   * Writes what there is.
   *
   * @param finished whether nothing more comes
   */
  void write(boolean finished) throws IOException {
    List<String> all = new ArrayList<>(failures);
    for (Measurement one : measurements) {
      String where = one.series() + ", round " + one.round() + ": ";
      one.failures().forEach(failure -> all.add(where + failure));
    }
    OptionalDouble ceiling = Goals.ceiling(measurements);
    run.put("ended_at", Instant.now().toString())
        .put("finished", finished)
        .put("passed", finished && passed())
        .put("failures", new JsonArray(all))
        .put("notes", notes)
        .put("ceiling_per_second", ceiling.isPresent() ? ceiling.getAsDouble() : null)
        .put("measurements", measured)
        .put("targets", Goals.toJson(measurements));
    Files.writeString(folder.resolve("run.json"), run.encodePrettily());
  }

  private static void writeLog(Path file, Measured measured) throws IOException {
    long started = measured.startedMillis();
    HistogramLogWriter log = new HistogramLogWriter(file.toFile());
    try {
      log.outputLogFormatVersion();
      log.outputStartTime(started);
      log.setBaseTime(started);
      log.outputLegend();
      List<Histogram> seconds = measured.seconds();
      long windowMillis = measured.windowNanos() / 1_000_000;
      for (int i = 0; i < seconds.size(); i++) {
        long to = Math.min(windowMillis, (i + 1) * 1_000L);
        write(log, seconds.get(i), null, started + i * 1_000L, started + to);
      }
      for (Map.Entry<String, Histogram> step : measured.steps().entrySet()) {
        write(log, step.getValue(), step.getKey(), started, started + windowMillis);
      }
    } finally {
      log.close();
    }
  }

  private static void write(
      HistogramLogWriter log, Histogram histogram, String tag, long from, long to) {
    histogram.setStartTimeStamp(from);
    histogram.setEndTimeStamp(to);
    histogram.setTag(tag);
    log.outputIntervalHistogram(histogram);
  }
}
