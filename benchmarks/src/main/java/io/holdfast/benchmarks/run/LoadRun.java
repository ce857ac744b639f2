package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.Verdict;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.load.Mixes;
import io.holdfast.benchmarks.load.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
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

  /** At 10,000 operations a second, three changes for each page of wallets. */
  private static final long WARM_UP_MICROS_A_WALLET = 15;

  private static final Logger LOG = LoggerFactory.getLogger(LoadRun.class);

  private final Options options;
  private final Stage stage;
  private final RunFolder folder;

  private LoadRun(Options options, Stage stage, RunFolder folder) {
    this.options = options;
    this.stage = stage;
    this.folder = folder;
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
    try (Stage stage = Stage.open(options, folder)) {
      folder.conditions(
          Conditions.gather(options, stage.servers(), stage.data()), Conditions.settings(options));
      LoadRun run = new LoadRun(options, stage, folder);
      if (options.suite().isPresent()) {
        run.suite();
      } else {
        run.single();
      }
      folder.write(true);
    }
    Goals.print(folder.measurements(), System.out);
    System.out.println(folder.passed() ? "every audit passed" : "FAILED: see run.json");
    System.out.println("raw figures: " + folder.path());
    return folder.passed();
  }

  private void single() throws IOException, SQLException, InterruptedException {
    List<Series> all = new ArrayList<>();
    for (String subject : options.subjects()) {
      int kind = options.rate() > 0 ? Series.OPEN : Series.CLOSED;
      Series series =
          new Series(subject, options.mix(), options.wallets(), options.skew(), kind, "");
      all.add(series);
      if (options.base().isPresent() && subject.equals(ServiceSubject.NAME)) {
        all.add(series.variant(BuildRatios.BASE));
      }
    }
    if (options.base().isPresent()) {
      for (Series series : all) {
        stage.prepare(series);
      }
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (Series series : all) {
        measure(series, round, stage.subject(series), load(series));
      }
      audit("round " + round);
      // Who was second goes first: what a window leaves behind falls on both builds.
      Collections.reverse(all);
    }
    BuildRatios.print(folder.measurements(), options.seed(), System.out);
  }

  private void suite() throws IOException, SQLException, InterruptedException {
    Suite suite =
        options.suite().equals(Optional.of("quick")) ? Suite.quick(options) : Suite.full(options);
    for (Series series : suite.closed()) {
      stage.prepare(series);
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (Series series : suite.closed()) {
        measure(series, round, stage.subject(series), load(series));
      }
      audit("round " + round);
    }
    OptionalDouble ceiling = Goals.ceiling(folder.measurements());
    if (ceiling.isEmpty()) {
      return;
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (int percent : suite.openPercents()) {
        Series series = Goals.DEBITS.open(percent);
        Pace pace = new Pace.Open(ceiling.getAsDouble() * percent / 100);
        Load load = load(series);
        measure(series, round, stage.subject(series), load.with(load.mix(), pace, load.skew()));
      }
    }
    audit("the open loop");
  }

  private Load load(Series series) throws IOException, SQLException, InterruptedException {
    Load load =
        options
            .load(
                stage.subject(series).claims().wallets(),
                warmUpMillis(series),
                options.seconds() * 1_000L)
            .on(series.connections().orElse(options.connections()));
    return load.with(Mixes.named(series.mix(), options.batch()), load.pace(), series.skew());
  }

  /**
   * Long enough for the pages of all wallets to have been changed once since the checkpoint before
   * it: until then each is logged whole, and a window would measure that.
   */
  private long warmUpMillis(Series series) {
    long allWalletsMillis =
        TimeUnit.MICROSECONDS.toMillis(WARM_UP_MICROS_A_WALLET * series.wallets());
    return Math.max(TimeUnit.SECONDS.toMillis(options.warmUpSeconds()), allWalletsMillis);
  }

  private void measure(Series series, int round, Subject subject, Load load)
      throws IOException, SQLException, InterruptedException {
    stage.settle();
    Optional<Book> book = subject.book();
    long journalRows = book.isPresent() ? book.get().journalRows() : -1;
    stage.makeReady(series, load);
    WindowWatch watch =
        new WindowWatch(series.toString(), subject, stage.servers(), stage.allocation(subject));
    Measured measured = subject.measure(load, watch);
    Optional<Verdict> verdict = Optional.empty();
    if (book.isPresent()) {
      verdict = Optional.of(book.get().check(subject.claims()));
    }
    folder.add(
        new Measurement(
            series,
            round,
            load,
            subject.eventLoops(),
            journalRows,
            subject.connections(load),
            measured,
            watch.used(),
            book.isPresent() ? stage.durability() : Optional.empty(),
            verdict));
  }

  /** Every book, in itself. */
  private void audit(String after) throws IOException, SQLException, InterruptedException {
    for (Subject subject : stage.subjects()) {
      if (subject.book().isPresent()) {
        Verdict verdict = subject.book().get().audit();
        String text = subject.name() + ", after " + after + ", audit " + verdict;
        if (verdict.passed()) {
          folder.note(text);
        } else {
          folder.fail(text);
        }
      }
    }
  }
}
