package io.holdfast.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the report of a run: {@code index.html}, {@code report.md} and the raw files.
 *
 * <p>Arguments: the run's folder, or nothing for the last one under {@code target/benchmarks}; and
 * where to write to, or nothing for {@code report} in the run's folder.
 */
public final class ReportCommand {
  private static final Path RUNS = Path.of("target", "benchmarks");
  private static final String PAGE = "index.html";

  private ReportCommand() {}

  public static void main(String[] args) throws IOException {
    Path folder = args.length > 0 && !args[0].isEmpty() ? Path.of(args[0]) : last();
    Path output =
        args.length > 1 && !args[1].isEmpty() ? Path.of(args[1]) : folder.resolve("report");
    write(folder, output);
    System.out.println("report: " + output.resolve(PAGE));
  }

  static void write(Path folder, Path output) throws IOException {
    Run run = Run.read(folder);
    Files.createDirectories(output);
    Files.writeString(output.resolve(PAGE), Page.of(run));
    Files.writeString(output.resolve("report.md"), Markdown.of(run, "benchmarks/report/" + PAGE));
    RawFiles.copy(run, output);
  }

  private static Path last() throws IOException {
    if (Files.isDirectory(RUNS)) {
      try (Stream<Path> folders = Files.list(RUNS)) {
        Optional<Path> last =
            folders
                .filter(folder -> Files.exists(folder.resolve(Run.FILE)))
                .max(Comparator.naturalOrder());
        if (last.isPresent()) {
          return last.get();
        }
      }
    }
    throw new IOException("no run under " + RUNS + "; name its folder: -Dbench.run=…");
  }
}
