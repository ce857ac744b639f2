package io.holdfast.benchmarks.http;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.RowBook;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.load.Target;
import io.holdfast.benchmarks.subject.RowPerTransaction;
import io.holdfast.wallet.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One transaction a request, with the number of connections that was best in a short trial. */
final class RowSubject implements Subject {
  static final String ONE_STATEMENT = "row";
  static final String LOCKING = "row-lock";

  private final String name;
  private final ChildJvm jvm;
  private final RowBook book;
  private final int port;
  private final List<PoolTrials.Outcome> trials;

  private RowSubject(
      String name, ChildJvm jvm, RowBook book, int port, List<PoolTrials.Outcome> trials) {
    this.name = name;
    this.jvm = jvm;
    this.book = book;
    this.port = port;
    this.trials = trials;
  }

  /** Tries the pool sizes in one JVM, and starts another that has the best ones only. */
  static RowSubject start(
      String name, Servers servers, Settings settings, List<UUID> wallets, Path logs)
      throws IOException, SQLException, InterruptedException {
    String database = name.replace('-', '_');
    servers.createDatabase(database);
    RowBook book =
        RowBook.create(
            servers.jdbcUrl(database),
            wallets.stream().map(Ids::number).toList(),
            Settings.OPENING_BALANCE);
    int port = Servers.freePort();
    String uri = servers.postgresUri(database);
    List<PoolTrials.Outcome> trials = new ArrayList<>();
    ChildJvm trialJvm = launch(name + "-trial", name, port, uri, settings, PoolTrials.SIZES, logs);
    try (trialJvm) {
      trials.add(PoolTrials.run(port, settings, wallets));
      if (wallets.size() > 1) {
        trials.add(PoolTrials.run(port, settings, wallets.subList(0, 1)));
      }
    }
    List<Integer> best = trials.stream().map(PoolTrials.Outcome::best).distinct().toList();
    ChildJvm jvm = launch(name, name, port, uri, settings, best, logs);
    return new RowSubject(name, jvm, book, port, trials);
  }

  /** What the trials gave, one line each. */
  List<String> trials() {
    return trials.stream().map(trial -> trial.text(name)).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Target target(int wallets) {
    return trials.stream()
        .filter(trial -> trial.wallets() == wallets)
        .map(trial -> target(port, trial.best()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public Optional<Book> book() {
    return Optional.of(book);
  }

  @Override
  public Duration cpu() {
    return jvm.cpu();
  }

  @Override
  public void close() {
    book.close();
    jvm.close();
  }

  static Target target(int port, int poolSize) {
    return new Target(port, "/" + poolSize + "/v1/debits", ServiceSubject.API_KEY);
  }

  private static ChildJvm launch(
      String jvmName,
      String kind,
      int port,
      String uri,
      Settings settings,
      List<Integer> poolSizes,
      Path logs)
      throws IOException, InterruptedException {
    ChildJvm jvm =
        ChildJvm.start(
            jvmName,
            logs,
            ChildJvm.Program.baseline(
                RowPerTransaction.class,
                Integer.toString(port),
                Integer.toString(settings.eventLoops()),
                uri,
                kind,
                String.join(",", poolSizes.stream().map(String::valueOf).toList())));
    jvm.awaitPort(port);
    return jvm;
  }
}
