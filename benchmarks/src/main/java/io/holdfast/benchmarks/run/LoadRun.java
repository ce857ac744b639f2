package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The load driver: one load, or a suite of them, with the money audited after each. Options are
 * {@code --name=value}; see {@link Options} and {@code benchmarks/README.md}.
 *
 * <p>Exits with 0 only if everything was answered as it should be and every audit passed; with 2 if
 * the options are not possible.
 */
public final class LoadRun {
  private static final Path FOLDERS = Path.of("target", "benchmarks");

  private static final Logger LOG = LoggerFactory.getLogger(LoadRun.class);

  private final Options options;
  private final Stage stage;
  private final RunFolder folder;
  private final Measuring measuring;

  private LoadRun(Options options, Stage stage, RunFolder folder) {
    this.options = options;
    this.stage = stage;
    this.folder = folder;
    this.measuring = new Measuring(options, stage, folder);
  }

  public static void main(String[] args) throws InterruptedException {
    Options options;
    try {
      options = Options.parse(List.of(args));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    boolean passed = false;
    try {
      passed = run(options);
    } catch (IOException | SQLException | RuntimeException failure) {
      LOG.error("The run was broken off", failure);
    }
    // Also after a failure that leaves threads behind; what was started is stopped by then.
    System.exit(passed ? 0 : 1);
  }

  private static boolean run(Options options)
      throws IOException, SQLException, InterruptedException {
    Path parent = Files.createDirectories(FOLDERS.toAbsolutePath());
    RunFolder folder = RunFolder.create(parent, options);
    System.out.println("raw figures: " + folder.path());
    if (options.base().isPresent()) {
      new BuildsInTurn(options, folder).run();
    } else {
      try (Stage stage = Stage.open(options, folder)) {
        LoadRun run = new LoadRun(options, stage, folder);
        run.measuring.noteConditions();
        if (options.suite().isPresent()) {
          run.suite();
        } else {
          run.single();
        }
      }
    }
    folder.write(true);
    Goals.print(folder.measurements(), System.out);
    System.out.println(folder.passed() ? "every audit passed" : "FAILED: see run.json");
    System.out.println("raw figures: " + folder.path());
    return folder.passed();
  }

  private void single() throws IOException, SQLException, InterruptedException {
    int kind = options.rate() > 0 ? Series.OPEN : Series.CLOSED;
    for (int round = 1; round <= options.rounds(); round++) {
      for (String subject : options.subjects()) {
        measuring.measure(
            new Series(subject, options.mix(), options.wallets(), options.skew(), kind, ""), round);
      }
      measuring.audit("round " + round);
    }
  }

  private void suite() throws IOException, SQLException, InterruptedException {
    Suite suite =
        options.suite().equals(Optional.of("quick")) ? Suite.quick(options) : Suite.full(options);
    for (Series series : suite.closed()) {
      stage.prepare(series);
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (Series series : suite.closed()) {
        measuring.measure(series, round);
      }
      measuring.audit("round " + round);
    }
    OptionalDouble ceiling = Goals.ceiling(folder.measurements());
    if (ceiling.isEmpty()) {
      return;
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (int percent : suite.openPercents()) {
        Series series = Goals.DEBITS.open(percent);
        Pace pace = new Pace.Open(ceiling.getAsDouble() * percent / 100);
        Load load = measuring.load(series);
        measuring.measure(series, round, load.with(load.mix(), pace, load.skew()));
      }
    }
    measuring.audit("the open loop");
  }
}
