package io.holdfast.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** What the run left behind, laid beside the page that was made from it. */
final class RawFiles {
  static final String FOLDER = "raw";

  private RawFiles() {}

  /** Copies {@code run.json} and the logs that it names. */
  static void copy(Run run, Path output) throws IOException {
    Path folder = Files.createDirectories(output.resolve(FOLDER));
    copy(run.folder().resolve(Run.FILE), folder);
    for (Series series : run.series().values()) {
      for (Measurement round : series.rounds()) {
        Optional<String> log = round.histogram();
        if (log.isPresent()) {
          copy(Latencies.file(run, log.get()), folder);
        }
      }
    }
  }

  private static void copy(Path file, Path folder) throws IOException {
    Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }
}
