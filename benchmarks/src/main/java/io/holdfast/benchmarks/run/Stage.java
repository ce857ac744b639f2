package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.ApiBook;
import io.holdfast.benchmarks.book.Claims;
import io.holdfast.benchmarks.book.Durability;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.compare.Build;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.LoadDriver;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.load.Mixes;
import io.holdfast.benchmarks.load.Pace;
import io.holdfast.benchmarks.load.Skew;
import io.holdfast.benchmarks.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Everything that runs beside the driver: servers, and the subjects of the run. */
final class Stage implements AutoCloseable {
  /** Databases of Redis: each subject that has keys there has its own. */
  private static final int REDIS_SERVICE = 0;

  private static final int REDIS_GATE = 1;
  private static final int REDIS_OF_LEDGER = 2;
  private static final int REDIS_MANY = 3;
  private static final int REDIS_JOURNAL = 4;
  private static final int REDIS_OF_TWO = 5;

  /** The second place, where two builds are compared. */
  private static final String SECOND_DATABASE = "holdfast_second";

  private static final int PREPARATION_SECONDS = 12;

  private static final List<Integer> POOL_SIZES = List.of(4, 8, 16, 32, 48);
  private static final List<Integer> POOL_SIZES_QUICK = List.of(16, 32, 48);

  private final Options options;
  private final Optional<Servers> servers;
  private final DataFolder data;
  private final RunFolder folder;
  private final Optional<Base> base;
  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final Set<String> prepared = new HashSet<>();
  private final Map<Long, Optional<Allocation>> allocations = new HashMap<>();

  private Stage(
      Options options,
      Optional<Servers> servers,
      DataFolder data,
      RunFolder folder,
      Optional<Base> base) {
    this.options = options;
    this.base = base;
    this.servers = servers;
    this.data = data;
    this.folder = folder;
  }

  /** Starts the servers, unless a URL was given. */
  static Stage open(Options options, RunFolder folder) throws IOException {
    return open(options, folder, Optional.empty());
  }

  /**
   * Another build of the service.
   *
   * @param isFirst whether it has the first database there, and this build the second
   */
  record Base(Build build, boolean isFirst) {}

  /** The same, with another build of the service. */
  static Stage open(Options options, RunFolder folder, Base base) throws IOException {
    return open(options, folder, Optional.of(base));
  }

  private static Stage open(Options options, RunFolder folder, Optional<Base> base)
      throws IOException {
    // Beside the build's output: the disk that is measured is the one the project stands on.
    DataFolder data = DataFolder.in(folder.path().getParent());
    Optional<Servers> servers =
        options.url().isPresent() ? Optional.empty() : Optional.of(Servers.start(data.path()));
    return new Stage(options, servers, data, folder, base);
  }

  Optional<Servers> servers() {
    return servers;
  }

  Path data() {
    return data.path();
  }

  /** The subject of a series, started if this is the first that it is asked for. */
  Subject subject(Series series) throws IOException, SQLException, InterruptedException {
    Subject subject = subjects.get(series.subjectKey());
    if (subject == null) {
      long start = System.nanoTime();
      subject = options.url().isPresent() ? remote() : start(series);
      subjects.put(series.subjectKey(), subject);
      if (subject instanceof HttpSubject http && http.book().isPresent()) {
        http.touchEveryWallet(touch(http));
      }
      folder.note(
          "%s ready after %.1f s, every wallet used once"
              .formatted(series.subjectKey(), (System.nanoTime() - start) / 1e9));
    }
    return subject;
  }

  /**
   * Puts the subject of a series under the load of its mix for {@value #PREPARATION_SECONDS} s, if
   * it has not been: a JVM compiles what is new to it for about as long, on processors that all
   * share.
   */
  void prepare(Series series) throws IOException, SQLException, InterruptedException {
    Subject subject = subject(series);
    boolean compiles = subject instanceof HttpSubject || subject instanceof PartSubject;
    if (!compiles || !prepared.add(series.subjectKey() + "/" + series.mix())) {
      return;
    }
    long millis = TimeUnit.SECONDS.toMillis(PREPARATION_SECONDS);
    Load load =
        options
            .debits(subject.claims().wallets(), 0, millis)
            .with(Mixes.named(series.mix(), options.batch()), new Pace.Closed(), Skew.UNIFORM);
    makeReady(series, load);
    Measured before = subject.measure(load, LoadDriver.NOBODY);
    if (before.unexpected() + before.unanswered() > 0) {
      throw new IOException(series + ": " + before.failures());
    }
  }

  /** Does what the mix of a load needs to have been done: what is to be replayed. */
  void makeReady(Series series, Load load) throws IOException, SQLException, InterruptedException {
    if (series.mix().equals(Mixes.REPLAYS) && subject(series) instanceof HttpSubject http) {
      http.touchEveryWallet(load);
    }
  }

  /** All that have been started. */
  Iterable<Subject> subjects() {
    return subjects.values();
  }

  /** Counter of a subject's allocations, where it can be asked. */
  Optional<Allocation> allocation(Subject subject) {
    OptionalLong pid = subject.pid();
    boolean jvm = subject instanceof HttpSubject || subject instanceof PartSubject;
    return pid.isPresent() && jvm
        ? allocations.computeIfAbsent(pid.getAsLong(), Allocation::of)
        : Optional.empty();
  }

  /** Lets what was left behind come to its end, so that no measurement pays for the one before. */
  void settle() throws SQLException, InterruptedException {
    if (servers.isPresent() && !servers.get().settle()) {
      folder.note("a vacuum went on when the next measurement began");
    }
  }

  /** What PostgreSQL says of its durability, now. */
  Optional<String> durability() throws SQLException {
    return servers.isPresent()
        ? Optional.of(
            Durability.inShort(
                Durability.ofPostgres(servers.get().jdbcUrl(Servers.SERVICE_DATABASE))))
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    allocations.values().forEach(one -> one.ifPresent(Allocation::close));
    subjects.values().forEach(Subject::close);
    servers.ifPresent(Servers::close);
    keepLogs();
    data.remove();
  }

  private Subject start(Series series) throws IOException, SQLException, InterruptedException {
    Servers running = servers.orElseThrow();
    List<Integer> sizes =
        options.suite().equals(Optional.of("quick")) ? POOL_SIZES_QUICK : POOL_SIZES;
    return switch (series.subject()) {
      case JsonSubject.NAME ->
          JsonSubject.start(
              options.eventLoops(),
              new Claims(RowSubject.wallets(series.wallets()), Options.OPENING_BALANCE),
              logs());
      case RowSubject.ONE_STATEMENT, RowSubject.LOCKING ->
          RowSubject.start(series.subject(), running, options, sizes, logs(), folder::note);
      case PgbenchSubject.NAME -> pgbench(running, sizes);
      case PartSubject.GATE -> PartSubject.gate(running.redisUri(REDIS_GATE), options, logs());
      case PartSubject.LEDGER ->
          PartSubject.ledger(running, running.redisUri(REDIS_OF_LEDGER), options, logs());
      case ServiceSubject.NAME -> service(series, running);
      default -> throw new IllegalArgumentException("no such subject: " + series.subject());
    };
  }

  private Subject pgbench(Servers running, List<Integer> sizes)
      throws IOException, SQLException, InterruptedException {
    if (Conditions.pgbenchVersion().isPresent()) {
      return PgbenchSubject.start(running, options, sizes, logs(), folder::note);
    }
    folder.note("there is no pgbench here: a loop over JDBC stands in for it");
    return JdbcSubject.start(running, options, sizes, folder::note);
  }

  private Subject service(Series series, Servers running)
      throws IOException, SQLException, InterruptedException {
    if (series.variant().startsWith(Suite.LOOPS)) {
      int loops = Integer.parseInt(series.variant().substring(Suite.LOOPS.length()));
      Claims claims = subject(series.variant("")).claims();
      return ServiceSubject.another(usual(running), loops, claims, logs());
    }
    if (series.variant().startsWith(Suite.JOURNAL)) {
      String database = "holdfast_journal";
      running.createDatabase(database);
      return ServiceSubject.start(
          ChildJvm.Program.HERE,
          new ServiceSubject.Place(running, database, REDIS_JOURNAL),
          options.eventLoops(),
          series.wallets(),
          options.journal(),
          logs());
    }
    int journal = options.suite().isPresent() ? 0 : options.journal();
    if (series.variant().equals(BuildsInTurn.BASE)) {
      Base other = base.orElseThrow();
      return ServiceSubject.start(
          other.build().classpath(),
          other.isFirst() ? usual(running) : second(running),
          options.eventLoops(),
          series.wallets(),
          journal,
          logs());
    }
    boolean isSecond = base.isPresent() && base.get().isFirst();
    ServiceSubject.Place place = isSecond ? second(running) : usual(running);
    if (series.wallets() != options.wallets()) {
      String database = "holdfast_" + series.wallets();
      running.createDatabase(database);
      place = new ServiceSubject.Place(running, database, REDIS_MANY);
    }
    return ServiceSubject.start(
        ChildJvm.Program.HERE, place, options.eventLoops(), series.wallets(), journal, logs());
  }

  private static ServiceSubject.Place second(Servers running) throws SQLException {
    running.createDatabase(SECOND_DATABASE);
    return new ServiceSubject.Place(running, SECOND_DATABASE, REDIS_OF_TWO);
  }

  private static ServiceSubject.Place usual(Servers running) {
    return new ServiceSubject.Place(running, Servers.SERVICE_DATABASE, REDIS_SERVICE);
  }

  private Subject remote() throws IOException {
    String url = options.url().orElseThrow();
    Target target = Target.of(url, options.key());
    ApiBook book = new ApiBook(url, options.key());
    Claims claims =
        new Claims(book.open(options.wallets(), Options.OPENING_BALANCE), Options.OPENING_BALANCE);
    return new HttpSubject(
        ServiceSubject.NAME,
        OptionalInt.empty(),
        HttpSubject.everywhere(target),
        Optional.empty(),
        Optional.of(book),
        claims);
  }

  private Load touch(HttpSubject subject) {
    return options.debits(subject.claims().wallets(), 0, 1);
  }

  private Path logs() {
    return data.path().resolve("logs");
  }

  /** What the programs said is worth something when one of them has failed. */
  private void keepLogs() throws IOException {
    if (folder.passed() || !Files.isDirectory(logs())) {
      return;
    }
    try (Stream<Path> all = Files.list(logs())) {
      for (Path log : all.filter(file -> file.toString().endsWith(".log")).toList()) {
        Files.copy(log, folder.path().resolve(log.getFileName()));
      }
    }
  }
}
