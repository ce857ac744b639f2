package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.Verdict;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.load.Mixes;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Measures on one stage, each time with its audit, and writes down what came out. */
final class Measuring {
  /** At 10,000 operations a second, three changes for each page of wallets. */
  private static final long WARM_UP_MICROS_A_WALLET = 15;

  private final Options options;
  private final Stage stage;
  private final RunFolder folder;

  Measuring(Options options, Stage stage, RunFolder folder) {
    this.options = options;
    this.stage = stage;
    this.folder = folder;
  }

  /** The circumstances, as they are now: before the first load. */
  void noteConditions() throws IOException, SQLException, InterruptedException {
    folder.conditions(
        Conditions.gather(options, stage.servers(), stage.data()), Conditions.settings(options));
  }

  /** One window, with the pace that the options ask for. */
  void measure(Series series, int round) throws IOException, SQLException, InterruptedException {
    measure(series, round, load(series));
  }

  /** What a series asks for. */
  Load load(Series series) throws IOException, SQLException, InterruptedException {
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

  /** One window of this load. */
  void measure(Series series, int round, Load load)
      throws IOException, SQLException, InterruptedException {
    Subject subject = stage.subject(series);
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
  void audit(String after) throws IOException, SQLException, InterruptedException {
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
