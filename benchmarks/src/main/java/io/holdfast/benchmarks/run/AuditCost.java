package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.book.Claims;
import io.holdfast.benchmarks.book.Servers;
import io.holdfast.benchmarks.book.ServiceSeed;
import io.holdfast.benchmarks.load.LoadDriver;
import io.holdfast.benchmarks.load.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the auditor costs. One instance takes the load and does not audit; another one does nothing
 * but audit, and is stopped and continued by signals from one short window to the next. So both
 * kinds of window lie side by side, and whatever else the machine does falls on both. What the
 * second instance does beside auditing counts as the auditor's cost.
 *
 * <p>And what all of it uses when nobody asks for anything, where nothing hides the difference.
 */
public final class AuditCost {
  private static final long SETTLE_MILLIS = 200;

  private final Options options;
  private final Servers servers;
  private final ServiceSubject.Instance service;
  private final ServiceSubject.Instance auditor;
  private final Claims claims;

  private AuditCost(
      Options options,
      Servers servers,
      ServiceSubject.Instance service,
      ServiceSubject.Instance auditor,
      Claims claims) {
    this.options = options;
    this.servers = servers;
    this.service = service;
    this.auditor = auditor;
    this.claims = claims;
  }

  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    Options options = Options.parse(List.of(args));
    RunFolder folder =
        RunFolder.create(
            Files.createDirectories(Path.of("target", "benchmarks").toAbsolutePath()), options);
    try (Stage stage = Stage.open(options, folder)) {
      Servers servers = stage.servers().orElseThrow();
      System.out.println(
          Conditions.gather(options, stage.servers(), stage.data()).encodePrettily());
      ServiceSubject.Place place = new ServiceSubject.Place(servers, Servers.SERVICE_DATABASE, 0);
      int loops = options.eventLoops();
      ServiceSubject.Instance service = ServiceSubject.launch(place, loops, 0, folder.path());
      ServiceSubject.Instance auditor =
          ServiceSubject.launch(place, loops, ServiceSubject.AUDIT_STEPS_PER_SECOND, folder.path());
      Claims claims =
          new Claims(
              ServiceSeed.wallets(place.jdbcUrl(), options.wallets(), Options.OPENING_BALANCE),
              Options.OPENING_BALANCE);
      try {
        new AuditCost(options, servers, service, auditor, claims).run();
      } finally {
        auditor.jvm().close();
        service.jvm().close();
      }
    }
  }

  private void run() throws IOException, InterruptedException {
    LoadDriver.oneEach(service.target(), options.debits(claims.wallets(), 0, 1));
    perSecond(options.warmUpSeconds() * 1_000L);
    List<Double> ratios = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      boolean first = round % 2 == 1;
      for (boolean audited : new boolean[] {first, !first}) {
        pauseAuditor(!audited);
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
    pauseAuditor(true);
    double idle = idleMillis();
    pauseAuditor(false);
    System.out.printf(
        Locale.ROOT,
        "idle, ms of processor a second: %.1f, and %.1f without the auditor%n",
        idleMillis(),
        idle);
  }

  private void pauseAuditor(boolean stopped) throws IOException, InterruptedException {
    auditor.jvm().signal(stopped ? "STOP" : "CONT");
  }

  private static void print(String what, List<Double> values, String format) {
    System.out.println(what + " " + Spread.of(values).text(format));
  }

  private double perSecond(long warmUpMillis) throws IOException, InterruptedException {
    Measured measured =
        LoadDriver.run(
            service.target(),
            options.debits(claims.wallets(), warmUpMillis, options.seconds() * 1_000L),
            LoadDriver.NOBODY);
    if (measured.unexpected() + measured.unanswered() > 0) {
      throw new IOException(measured.failures().toString());
    }
    return measured.perSecond();
  }

  /** By the instances and their servers, and by nobody else on the machine. */
  private double idleMillis() throws InterruptedException {
    Thread.sleep(2_000); // What was under way.
    double before = usedMicros();
    long since = System.nanoTime();
    Thread.sleep(20_000);
    double seconds = (System.nanoTime() - since) / 1e9;
    return (usedMicros() - before) / 1e3 / seconds;
  }

  private double usedMicros() {
    return ProcessCpu.tree(service.jvm().pid())
        + ProcessCpu.tree(auditor.jvm().pid())
        + ProcessCpu.tree(servers.postgresPid())
        + ProcessCpu.tree(servers.redisPid());
  }
}
