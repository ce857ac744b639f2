package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.Claims;
import io.holdfast.benchmarks.book.GateBook;
import io.holdfast.benchmarks.book.MoneyAudit;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.book.ServiceSeed;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.LoadDriver;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.subject.PartAlone;
import io.holdfast.ledger.Migrations;
import io.holdfast.ledger.PostgresOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** The gate alone, or the ledger alone: a program that loads itself when it is told to. */
final class PartSubject implements Subject {
  static final String GATE = "gate";
  static final String LEDGER = "ledger";

  private static final int MIGRATE_SECONDS = 60;
  private static final int ANY_BUSINESS = 1;
  private static final int ANY_ACCOUNT = 1;

  private final String name;
  private final int eventLoops;
  private final ChildJvm jvm;
  private final Book book;
  private final Claims claims;
  private final Path folder;

  private PartSubject(
      String name, int eventLoops, ChildJvm jvm, Book book, Claims claims, Path folder) {
    this.name = name;
    this.eventLoops = eventLoops;
    this.jvm = jvm;
    this.book = book;
    this.claims = claims;
    this.folder = folder;
  }

  /**
   * Redis and its scripts, without a ledger.
   *
   * @param redisUri a database of Redis that is empty
   */
  static PartSubject gate(String redisUri, Options options, Path folder) throws IOException {
    List<UUID> wallets = RowSubject.wallets(options.wallets());
    ChildJvm jvm =
        launch(GATE, redisUri, options.eventLoops(), wallets, ANY_BUSINESS, ANY_ACCOUNT, folder);
    return new PartSubject(
        GATE,
        options.eventLoops(),
        jvm,
        new GateBook(redisUri),
        new Claims(wallets, Options.OPENING_BALANCE),
        folder);
  }

  /**
   * PostgreSQL and the group commit, without a gate.
   *
   * @param redisUri a database of Redis that is empty, and stays so
   */
  static PartSubject ledger(Servers servers, String redisUri, Options options, Path folder)
      throws IOException, SQLException {
    servers.createDatabase(LEDGER);
    String uri = servers.postgresUri(LEDGER);
    migrate(uri);
    String jdbcUrl = servers.jdbcUrl(LEDGER);
    int business =
        (int)
            number(
                jdbcUrl,
                "INSERT INTO businesses (id, name) VALUES (gen_random_uuid(), 'Benchmark')"
                    + " RETURNING number");
    List<UUID> wallets = ServiceSeed.wallets(jdbcUrl, options.wallets(), Options.OPENING_BALANCE);
    long house = number(jdbcUrl, "SELECT min(number) FROM house_accounts");
    ChildJvm jvm = launch(LEDGER, uri, options.eventLoops(), wallets, business, house, folder);
    return new PartSubject(
        LEDGER,
        options.eventLoops(),
        jvm,
        new MoneyAudit(jdbcUrl, redisUri),
        new Claims(wallets, Options.OPENING_BALANCE),
        folder);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public OptionalInt eventLoops() {
    return OptionalInt.of(eventLoops);
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.of(jvm.pid());
  }

  @Override
  public Optional<Book> book() {
    return Optional.of(book);
  }

  @Override
  public Claims claims() {
    return claims;
  }

  @Override
  public Measured measure(Load load, LoadDriver.Observer observer) throws IOException {
    Path latencies = folder.resolve(name + ".hlog");
    long started = System.currentTimeMillis() + load.warmUpMillis();
    jvm.tell(
        "%d %d %d %s %d %d %s"
            .formatted(
                load.connections(),
                load.warmUpMillis(),
                load.windowMillis(),
                load.skew().text(),
                load.seed(),
                load.amount(),
                latencies));
    while (true) {
      String[] line = jvm.hear().split(" ", -1);
      switch (line[0]) {
        case "opens" -> observer.windowOpens();
        case "second" -> observer.second(Integer.parseInt(line[1]), Long.parseLong(line[2]));
        case "closes" -> observer.windowCloses();
        case "done" -> {
          claims.addSomewhere(-load.amount() * Long.parseLong(line[2]));
          return Measured.elsewhere(
              TimeUnit.MILLISECONDS.toNanos(load.windowMillis()),
              started,
              Long.parseLong(line[1]),
              Long.parseLong(line[3]),
              read(latencies));
        }
        default -> throw new IOException(name + " says " + String.join(" ", line));
      }
    }
  }

  @Override
  public void close() {
    book.close();
    jvm.close();
  }

  private static ChildJvm launch(
      String part,
      String uri,
      int eventLoops,
      List<UUID> wallets,
      int business,
      long house,
      Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Path ids = folder.resolve(part + ".wallets");
    Files.write(ids, wallets.stream().map(UUID::toString).toList());
    ChildJvm jvm =
        ChildJvm.startSpoken(
            part,
            folder,
            ChildJvm.Program.baseline(
                PartAlone.class,
                part,
                uri,
                Integer.toString(eventLoops),
                ids.toString(),
                Integer.toString(business),
                Long.toString(house)));
    String first = jvm.hear();
    if (!first.equals("ready")) {
      throw new IOException(part + " says " + first);
    }
    return jvm;
  }

  private static List<Histogram> read(Path file) throws IOException {
    List<Histogram> seconds = new ArrayList<>();
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      while (reader.nextIntervalHistogram() instanceof Histogram second) {
        seconds.add(second);
      }
    }
    return seconds;
  }

  private static void migrate(String uri) {
    Vertx vertx = Vertx.vertx();
    try {
      Migrations.run(vertx, PostgresOptions.parse(uri)).await(MIGRATE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no schema within " + MIGRATE_SECONDS + " s", e);
    } finally {
      vertx.close().await();
    }
  }

  private static long number(String jdbcUrl, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
