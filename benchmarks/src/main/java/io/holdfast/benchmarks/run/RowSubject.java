package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Claims;
import io.holdfast.benchmarks.book.RowBook;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.LoadDriver;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.load.Skew;
import io.holdfast.benchmarks.load.Target;
import io.holdfast.benchmarks.subject.RowPerTransaction;
import io.holdfast.wallet.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** One transaction a request, with the number of connections that was best in a short trial. */
final class RowSubject {
  static final String ONE_STATEMENT = "row";
  static final String LOCKING = "row-lock";

  private final String name;
  private final String uri;
  private final int eventLoops;
  private final Path logs;
  private final int port;
  private final Claims claims;

  private RowSubject(String name, String uri, int eventLoops, Path logs, int port, Claims claims) {
    this.name = name;
    this.uri = uri;
    this.eventLoops = eventLoops;
    this.logs = logs;
    this.port = port;
    this.claims = claims;
  }

  /** Wallets numbered from 1, for a book that nobody has numbered yet. */
  static List<UUID> wallets(int count) {
    long now = System.currentTimeMillis();
    return LongStream.rangeClosed(1, count).mapToObj(n -> Ids.wallet(now, n)).toList();
  }

  /** Tries the pool sizes in one JVM, and starts another that has the best ones only. */
  static HttpSubject start(
      String name,
      Servers servers,
      Options options,
      List<Integer> sizes,
      Path logs,
      Consumer<String> notes)
      throws IOException, SQLException, InterruptedException {
    String database = name.replace('-', '_');
    servers.createDatabase(database);
    Claims claims = new Claims(wallets(options.wallets()), Options.OPENING_BALANCE);
    List<Long> numbers = claims.wallets().stream().map(Ids::number).toList();
    RowBook book = RowBook.create(servers.jdbcUrl(database), numbers, Options.OPENING_BALANCE);
    RowSubject row =
        new RowSubject(
            name,
            servers.postgresUri(database),
            options.eventLoops(),
            logs,
            Servers.freePort(),
            claims);
    Map<Skew, Integer> best = row.trials(sizes, options, notes);
    ChildJvm jvm = row.launch(name, best.values().stream().distinct().toList());
    Map<Skew, Target> targets = new EnumMap<>(Skew.class);
    best.forEach((skew, size) -> targets.put(skew, row.target(size)));
    return new HttpSubject(
        name,
        OptionalInt.of(options.eventLoops()),
        targets,
        Optional.of(jvm),
        Optional.of(book),
        claims);
  }

  private Map<Skew, Integer> trials(List<Integer> sizes, Options options, Consumer<String> notes)
      throws IOException, InterruptedException {
    Map<Skew, Integer> best = new EnumMap<>(Skew.class);
    ChildJvm trialJvm = launch(name + "-trial", sizes);
    try (trialJvm) {
      for (Skew skew : List.of(Skew.UNIFORM, Skew.ONE)) {
        PoolTrials.Outcome outcome =
            PoolTrials.run(sizes, size -> trial(size, trialLoad(options, skew)));
        notes.accept(outcome.text(name + ", " + skew.text()));
        best.put(skew, outcome.best());
      }
    }
    best.put(Skew.ZIPF, best.get(Skew.UNIFORM));
    return best;
  }

  private Load trialLoad(Options options, Skew skew) {
    return options
        .debits(claims.wallets(), PoolTrials.WARM_UP_MILLIS, PoolTrials.TRIAL_MILLIS)
        .with(skew);
  }

  private double trial(int size, Load load) throws IOException, InterruptedException {
    Measured trial = LoadDriver.run(target(size), load, LoadDriver.NOBODY);
    claims.add(trial.moved());
    if (trial.unexpected() + trial.unanswered() > 0) {
      throw new IOException("trial of " + name + ": " + trial.failures());
    }
    return trial.perSecond();
  }

  private Target target(int poolSize) {
    return Target.local(port, "/" + poolSize, ServiceSubject.API_KEY);
  }

  private ChildJvm launch(String jvmName, List<Integer> poolSizes)
      throws IOException, InterruptedException {
    ChildJvm jvm =
        ChildJvm.start(
            jvmName,
            logs,
            ChildJvm.Program.baseline(
                RowPerTransaction.class,
                Integer.toString(port),
                Integer.toString(eventLoops),
                uri,
                name,
                String.join(",", poolSizes.stream().map(String::valueOf).toList())));
    jvm.awaitPort(port);
    return jvm;
  }
}
