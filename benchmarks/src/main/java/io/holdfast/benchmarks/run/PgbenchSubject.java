package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.Claims;
import io.holdfast.benchmarks.book.RowBook;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.LoadDriver;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.benchmarks.load.Skew;
import io.holdfast.wallet.Ids;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The row change of the row service as pgbench does it: one prepared statement, one transaction an
 * operation, and no HTTP at all.
 */
final class PgbenchSubject implements Subject {
  static final String NAME = "pgbench";

  private static final String SCRIPT =
      """
      \\set n :n + 1
      \\set w %s
      WITH spent AS (
        UPDATE wallets SET balance = balance - :amount::bigint
        WHERE number = :w::bigint AND balance >= :amount::bigint RETURNING balance)
      INSERT INTO journal (wallet, operation_key, amount, balance_after, reference)
      SELECT :w::bigint, :run::text || '-' || :client_id::text || '-' || :n::text,
             -:amount::bigint, balance, 'sale-' || :n::text
      FROM spent;
      """;

  private static final int TIME_COLUMN = 2;
  private static final int EPOCH_COLUMN = 4;
  private static final int MICROS_COLUMN = 5;

  private final Servers servers;
  private final RowBook book;
  private final Claims claims;
  private final Path folder;
  private final Map<Skew, Integer> clients = new EnumMap<>(Skew.class);
  private int runs;
  private Process process;

  private PgbenchSubject(Servers servers, RowBook book, Claims claims, Path folder) {
    this.servers = servers;
    this.book = book;
    this.claims = claims;
    this.folder = folder;
  }

  /** Makes its tables and tries numbers of clients. */
  static PgbenchSubject start(
      Servers servers, Options options, List<Integer> sizes, Path folder, Consumer<String> notes)
      throws IOException, SQLException, InterruptedException {
    servers.createDatabase(NAME);
    Claims claims = new Claims(RowSubject.wallets(options.wallets()), Options.OPENING_BALANCE);
    List<Long> numbers = claims.wallets().stream().map(Ids::number).toList();
    RowBook book = RowBook.create(servers.jdbcUrl(NAME), numbers, Options.OPENING_BALANCE);
    Files.createDirectories(folder);
    PgbenchSubject subject = new PgbenchSubject(servers, book, claims, folder);
    for (Skew skew : List.of(Skew.UNIFORM, Skew.ONE)) {
      Load load =
          options
              .debits(claims.wallets(), PoolTrials.WARM_UP_MILLIS, PoolTrials.TRIAL_MILLIS)
              .with(skew);
      PoolTrials.Outcome outcome =
          PoolTrials.run(
              sizes,
              size -> {
                subject.clients.put(skew, size);
                return subject.measure(load, LoadDriver.NOBODY).perSecond();
              });
      notes.accept(outcome.text(NAME + ", " + skew.text()));
      subject.clients.put(skew, outcome.best());
    }
    subject.clients.put(Skew.ZIPF, subject.clients.get(Skew.UNIFORM));
    return subject;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public OptionalInt eventLoops() {
    return OptionalInt.empty();
  }

  @Override
  public int connections(Load load) {
    return clients.get(load.skew());
  }

  @Override
  public OptionalLong pid() {
    return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
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
  public Measured measure(Load load, LoadDriver.Observer observer)
      throws IOException, InterruptedException {
    runs++;
    Path script = folder.resolve("debit.sql");
    Files.writeString(script, SCRIPT.formatted(choice(load)));
    long started = System.currentTimeMillis();
    process = launch(load, script);
    Thread progress = new Thread(() -> readOutput(observer != LoadDriver.NOBODY), "pgbench-output");
    progress.start();
    TimeUnit.MILLISECONDS.sleep(load.warmUpMillis());
    observer.windowOpens();
    TimeUnit.MILLISECONDS.sleep(load.windowMillis());
    observer.windowCloses();
    int status = process.waitFor();
    progress.join();
    Measured measured = read(load, (started + load.warmUpMillis()) * 1_000);
    if (status != 0) {
      throw new IOException("pgbench ended with " + status);
    }
    return measured;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
    }
    book.close();
  }

  private String choice(Load load) {
    return switch (load.skew()) {
      case UNIFORM -> "random(1, " + load.wallets().size() + ")";
      case ONE -> "1";
      // It takes no exponent of 1 itself.
      case ZIPF -> "random_zipfian(1, " + load.wallets().size() + ", 1.001)";
    };
  }

  private Process launch(Load load, Path script) throws IOException {
    int size = connections(load);
    int threads = Math.min(size, Runtime.getRuntime().availableProcessors());
    long seconds = (load.warmUpMillis() + load.windowMillis() + 1_999) / 1_000;
    ProcessBuilder builder =
        new ProcessBuilder(
            "pgbench",
            "--host=127.0.0.1",
            "--port=" + servers.postgresPort(),
            "--username=holdfast",
            "--no-vacuum",
            "--protocol=prepared",
            "--client=" + size,
            "--jobs=" + threads,
            "--time=" + seconds,
            "--file=" + script,
            "--define=n=0",
            "--define=run=" + runs,
            "--define=amount=" + load.amount(),
            "--random-seed=" + (load.seed() + runs),
            "--progress=1",
            "--log",
            "--log-prefix=" + folder.resolve("pgbench"),
            NAME);
    builder.environment().put("PGPASSWORD", "holdfast");
    return builder.redirectErrorStream(true).start();
  }

  private void readOutput(boolean progressShown) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> (progressShown && line.startsWith("progress")) || line.contains("error"))
          .forEach(line -> System.out.println("  pgbench " + line));
    } catch (IOException ended) {
      // There is nothing more to print.
    }
  }

  /** Takes the log in, a line a transaction, and removes it. */
  private Measured read(Load load, long fromMicros) throws IOException {
    long windowMicros = load.windowMillis() * 1_000;
    List<Histogram> seconds = new ArrayList<>();
    for (long at = 0; at < load.windowMillis(); at += 1_000) {
      seconds.add(new Histogram(TimeUnit.SECONDS.toNanos(60), 3));
    }
    long all = 0;
    long counted = 0;
    for (Path log : logs()) {
      for (String line : Files.readAllLines(log)) {
        String[] columns = line.split(" ", -1);
        all++;
        long at =
            Long.parseLong(columns[EPOCH_COLUMN]) * 1_000_000
                + Long.parseLong(columns[MICROS_COLUMN])
                - fromMicros;
        if (at >= 0 && at < windowMicros) {
          counted++;
          long nanos = Long.parseLong(columns[TIME_COLUMN]) * 1_000;
          seconds.get((int) (at / 1_000_000)).recordValue(nanos);
        }
      }
      Files.delete(log);
    }
    claims.addSomewhere(-all * load.amount());
    return Measured.elsewhere(windowMicros * 1_000, fromMicros / 1_000, counted, 0, seconds);
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("pgbench.")).toList();
    }
  }
}
