package io.holdfast.benchmarks.http;

import io.holdfast.benchmarks.book.Book;
import io.holdfast.benchmarks.book.Durability;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.book.ServiceSeed;
import io.holdfast.benchmarks.book.Verdict;
import io.holdfast.benchmarks.load.ClosedLoop;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.Measured;
import io.holdfast.wallet.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Measures the service beside what it is compared with, prints the figures and exits with 0 only if
 * every debit was answered with a 2xx and every audit passed.
 */
public final class HttpMeasurement {
  private static final Path WORK = Path.of("target", "benchmarks");
  private static final Path RESULTS = Path.of("benchmarks", "results");

  private final Settings settings;
  private final Servers servers;
  private final Path data;
  private final List<Subject> subjects = new ArrayList<>();
  private List<UUID> wallets = List.of();

  private HttpMeasurement(Settings settings, Servers servers, Path data) {
    this.settings = settings;
    this.servers = servers;
    this.data = data;
  }

  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    Settings settings = Settings.fromSystemProperties();
    Path folder = Files.createDirectories(WORK.toAbsolutePath());
    // Beside the build's output: the disk that is measured is the one the project stands on.
    Path data = Files.createTempDirectory(folder, "postgres-");
    boolean passed;
    try (Servers servers = Servers.start(data)) {
      passed = new HttpMeasurement(settings, servers, folder).run();
    } finally {
      remove(data);
    }
    System.exit(passed ? 0 : 1);
  }

  private boolean run() throws IOException, SQLException, InterruptedException {
    Map<String, String> facts = Facts.gather(settings, servers, data);
    facts.forEach((name, value) -> System.out.printf("%-18s %s%n", name, value));
    Report report = new Report(facts, settings.wallets());
    try {
      startSubjects();
      noteTrials(report);
      touchEveryWallet(report);
      for (int round = 1; round <= settings.rounds(); round++) {
        for (Subject subject : subjects) {
          measure(report, subject, wallets, round);
          if (subject.book().isPresent() && settings.wallets() > 1) {
            measure(report, subject, wallets.subList(0, 1), round);
          }
        }
      }
    } finally {
      subjects.forEach(Subject::close);
    }
    report.print(System.out);
    Path file = RESULTS.resolve("http-" + timestamp() + ".json");
    report.write(file);
    System.out.println("raw figures: " + file);
    return report.passed();
  }

  private void startSubjects() throws IOException, SQLException, InterruptedException {
    Path logs = data.resolve("logs");
    Optional<ServiceSubject> service = Optional.empty();
    if (settings.subjects().contains(ServiceSubject.NAME)) {
      service = Optional.of(ServiceSubject.start(servers, settings, logs));
      wallets =
          ServiceSeed.wallets(
              servers.jdbcUrl(ServiceSubject.DATABASE),
              settings.wallets(),
              Settings.OPENING_BALANCE);
    } else {
      long now = System.currentTimeMillis();
      wallets =
          LongStream.rangeClosed(1, settings.wallets()).mapToObj(n -> Ids.wallet(now, n)).toList();
    }
    for (String name : settings.subjects()) {
      subjects.add(
          switch (name) {
            case JsonSubject.NAME -> JsonSubject.start(settings, logs);
            case RowSubject.ONE_STATEMENT, RowSubject.LOCKING ->
                RowSubject.start(name, servers, settings, wallets, logs);
            case ServiceSubject.NAME -> service.orElseThrow();
            default -> throw new IllegalArgumentException("no such subject: " + name);
          });
    }
  }

  private void noteTrials(Report report) {
    for (Subject subject : subjects) {
      if (subject instanceof RowSubject row) {
        row.trials().forEach(System.out::println);
        row.trials().forEach(report::note);
      }
    }
  }

  /**
   * A debit of each wallet, so that none is met for the first time when it counts: a cache is
   * measured full, and pages are in memory, for all alike.
   */
  private void touchEveryWallet(Report report) throws InterruptedException, IOException {
    for (Subject subject : subjects) {
      if (subject.book().isPresent()) {
        long start = System.nanoTime();
        Measured touched = ClosedLoop.oneEach(subject.target(wallets.size()), load(wallets, 0));
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!touched.failures().isEmpty()) {
          throw new IOException(subject.name() + ": " + touched.failures());
        }
        String note =
            String.format(
                Locale.ROOT,
                "%s: the first debit of each of %,d wallets took %.1f s",
                subject.name(),
                wallets.size(),
                seconds);
        System.out.println(note);
        report.note(note);
      }
    }
  }

  private Load load(List<UUID> of, long warmUpMillis) {
    return new Load(
        settings.connections(),
        settings.threads(),
        warmUpMillis,
        settings.seconds() * 1_000L,
        Settings.AMOUNT,
        of);
  }

  private void measure(Report report, Subject subject, List<UUID> of, int round)
      throws IOException, SQLException, InterruptedException {
    servers.checkpoint();
    long warmUpMillis = round == 1 ? settings.warmUpSeconds() * 1_000L : Settings.REWARM_MILLIS;
    Optional<Book> book = subject.book();
    long debitedBefore = book.isPresent() ? book.get().debited() : 0;
    Cpu before = Cpu.now(subject);
    Measured measured = ClosedLoop.run(subject.target(of.size()), load(of, warmUpMillis));
    Cpu cpu = Cpu.now(subject).since(before);
    Optional<Verdict> verdict = Optional.empty();
    if (book.isPresent()) {
      Verdict found = book.get().audit();
      long moved = book.get().debited() - debitedBefore;
      verdict = Optional.of(found.expecting(moved, measured.succeededInAll(), Settings.AMOUNT));
    }
    String durability =
        Durability.inShort(Durability.ofPostgres(servers.jdbcUrl(Servers.SERVICE_DATABASE)));
    Figure figure =
        new Figure(subject.name(), of.size(), round, measured, cpu, durability, verdict);
    report.add(figure);
    System.out.println(figure.line());
  }

  static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String timestamp() {
    return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneOffset.UTC));
  }
}
