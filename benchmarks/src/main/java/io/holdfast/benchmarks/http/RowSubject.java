package io.holdfast.benchmarks.http;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.RowBook;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.load.ClosedLoop;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.load.Target;
import io.holdfast.benchmarks.subject.RowPerTransaction;
import io.holdfast.wallet.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One transaction a request, with the pool size that was best in a short trial. */
final class RowSubject implements Subject {
  static final String ONE_STATEMENT = "row";
  static final String LOCKING = "row-lock";

  private static final List<Integer> POOL_SIZES = List.of(4, 8, 16, 32, 64);
  private static final long TRIAL_WARM_UP_MILLIS = 1_000;
  private static final long TRIAL_MILLIS = 1_500;

  private final String name;
  private final ChildJvm jvm;
  private final RowBook book;
  private final int port;
  private final Map<Integer, Integer> bestSize = new HashMap<>();

  private RowSubject(String name, ChildJvm jvm, RowBook book, int port) {
    this.name = name;
    this.jvm = jvm;
    this.book = book;
    this.port = port;
  }

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
    ChildJvm jvm =
        ChildJvm.start(
            name,
            logs,
            ChildJvm.Program.baseline(
                RowPerTransaction.class,
                Integer.toString(port),
                Integer.toString(settings.eventLoops()),
                servers.postgresUri(database),
                name,
                String.join(",", POOL_SIZES.stream().map(String::valueOf).toList())));
    jvm.awaitPort(port);
    return new RowSubject(name, jvm, book, port);
  }

  /** Tries each pool size on these wallets and remembers the fastest. Returns what it saw. */
  Map<Integer, Double> calibrate(Settings settings, List<UUID> wallets)
      throws InterruptedException, IOException {
    int middle = POOL_SIZES.get(POOL_SIZES.size() / 2);
    // Unmeasured: else the size that is tried last would win for being compiled by then.
    trial(settings, wallets, middle, settings.warmUpSeconds() * 1_000L);
    Map<Integer, Double> perSecond = new HashMap<>();
    for (int size : POOL_SIZES) {
      perSecond.put(size, trial(settings, wallets, size, TRIAL_WARM_UP_MILLIS));
    }
    int best =
        perSecond.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElseThrow();
    bestSize.put(wallets.size(), best);
    return perSecond;
  }

  int poolSize(int wallets) {
    return bestSize.get(wallets);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Target target(int wallets) {
    return targetOfPool(poolSize(wallets));
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

  private Target targetOfPool(int poolSize) {
    return new Target(port, "/" + poolSize + "/v1/debits", ServiceSubject.API_KEY);
  }

  private double trial(Settings settings, List<UUID> wallets, int size, long warmUpMillis)
      throws InterruptedException, IOException {
    Load load =
        new Load(
            settings.connections(),
            settings.threads(),
            warmUpMillis,
            TRIAL_MILLIS,
            Settings.AMOUNT,
            wallets);
    Measured trial = ClosedLoop.run(targetOfPool(size), load);
    if (!trial.failures().isEmpty()) {
      throw new IOException(name + ": " + trial.failures());
    }
    return trial.perSecond();
  }
}
