package io.holdfast.benchmarks.http;

import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.book.ServiceSeed;
import io.holdfast.benchmarks.load.ClosedLoop;
import io.holdfast.benchmarks.load.Load;
import io.holdfast.benchmarks.load.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What the auditor costs. One instance takes the load and does not audit; another one does nothing
 * but audit, and is stopped and continued by signals from one short window to the next. So both
 * kinds of window lie side by side, and whatever else the machine does falls on both. What the
 * second instance does beside auditing counts as the auditor's cost.
 *
 * <p>And what all of it uses when nobody asks for anything, where nothing hides the difference.
 */
public final class AuditCost {
  private static final Path WORK = Path.of("target", "benchmarks");
  private static final long SETTLE_MILLIS = 200;

  private final Settings settings;
  private final Servers servers;
  private final ServiceSubject service;
  private final ServiceSubject auditor;
  private final List<UUID> wallets;

  private AuditCost(
      Settings settings,
      Servers servers,
      ServiceSubject service,
      ServiceSubject auditor,
      List<UUID> wallets) {
    this.settings = settings;
    this.servers = servers;
    this.service = service;
    this.auditor = auditor;
    this.wallets = wallets;
  }

  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    Path folder = Files.createDirectories(WORK.toAbsolutePath());
    Path data = Files.createTempDirectory(folder, "postgres-");
    Settings settings = Settings.fromSystemProperties();
    Path logs = folder.resolve("logs");
    try (Servers servers = Servers.start(data)) {
      Facts.gather(settings, servers, folder)
          .forEach((name, value) -> System.out.printf("%-18s %s%n", name, value));
      try (ServiceSubject service = ServiceSubject.start(servers, settings, logs, 0);
          ServiceSubject auditor = ServiceSubject.start(servers, settings, logs)) {
        List<UUID> wallets =
            ServiceSeed.wallets(
                servers.jdbcUrl(ServiceSubject.DATABASE),
                settings.wallets(),
                Settings.OPENING_BALANCE);
        new AuditCost(settings, servers, service, auditor, wallets).run();
      }
    } finally {
      HttpMeasurement.remove(data);
    }
  }

  private void run() throws IOException, InterruptedException {
    ClosedLoop.oneEach(service.target(wallets.size()), load(0));
    perSecond(settings.warmUpSeconds() * 1_000L);
    List<Double> ratios = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int round = 1; round <= settings.rounds(); round++) {
      boolean first = round % 2 == 1;
      for (boolean audited : new boolean[] {first, !first}) {
        auditor.pause(!audited);
        (audited ? with : without).add(perSecond(SETTLE_MILLIS));
      }
      ratios.add(with.get(round - 1) / without.get(round - 1));
    }
    print("debits a second, audited:     ", with, "%,.0f");
    print("debits a second, not audited: ", without, "%,.0f");
    print("ratio of neighbours:          ", ratios, "%.3f");
    List<Double> middle =
        ratios.stream()
            .sorted()
            .skip(ratios.size() / 4)
            .limit(ratios.size() - ratios.size() / 4 * 2L)
            .toList();
    System.out.printf(
        Locale.ROOT,
        "mean of the middle half:       %.4f%n",
        middle.stream().mapToDouble(ratio -> ratio).average().orElseThrow());
    auditor.pause(true);
    double idle = idleMillis();
    auditor.pause(false);
    System.out.printf(
        Locale.ROOT,
        "idle, ms of processor a second: %.1f, and %.1f without the auditor%n",
        idleMillis(),
        idle);
  }

  private static void print(String what, List<Double> values, String format) {
    System.out.println(what + " " + Spread.of(values).text(format));
  }

  private double perSecond(long warmUpMillis) throws IOException, InterruptedException {
    Measured measured = ClosedLoop.run(service.target(wallets.size()), load(warmUpMillis));
    if (!measured.failures().isEmpty()) {
      throw new IOException(measured.failures().toString());
    }
    return measured.perSecond();
  }

  /** By the instances and their servers, and by nobody else on the machine. */
  private double idleMillis() throws InterruptedException {
    Thread.sleep(2_000); // What was under way.
    Duration before = used();
    long since = System.nanoTime();
    Thread.sleep(20_000);
    double seconds = (System.nanoTime() - since) / 1e9;
    return used().minus(before).toNanos() / 1e6 / seconds;
  }

  private Duration used() {
    return service.cpu().plus(auditor.cpu()).plus(servers.cpu());
  }

  private Load load(long warmUpMillis) {
    return new Load(
        settings.connections(),
        settings.threads(),
        warmUpMillis,
        settings.seconds() * 1_000L,
        Settings.AMOUNT,
        wallets);
  }
}
