package io.holdfast.chaos;

import io.holdfast.TestAudit;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.chaos.Judge.Verdict;
import io.holdfast.embedded.PostgresServer;
import io.holdfast.embedded.RedisServer;
import io.holdfast.faults.FaultProxy;
import io.holdfast.ledger.PostgresOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The run: {@code main} takes seconds and a seed from the properties {@code holdfast.chaos.seconds}
 * and {@code holdfast.chaos.seed}, prints the verdicts and exits with 1 if any is not good.
 */
public final class ChaosRun {
  private static final String SECRET = "hf_chaos";
  private static final int CALLERS = 8;
  private static final int WALLETS = 60;
  private static final int HOT = 3;
  private static final Duration QUIET = Duration.ofSeconds(30);

  private final int seconds;
  private final long seed;
  private final PrintStream out;

  ChaosRun(int seconds, long seed, PrintStream out) {
    this.seconds = seconds;
    this.seed = seed;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    int seconds = Integer.getInteger("holdfast.chaos.seconds", 60);
    long seed = Long.getLong("holdfast.chaos.seed", System.nanoTime());
    boolean good = new ChaosRun(seconds, seed, System.out).run();
    System.exit(good ? 0 : 1);
  }

  /** Whether everything is as it should be. */
  boolean run() throws Exception {
    out.println("chaos: " + seconds + " s, seed " + seed);
    try (PostgresServer postgres = PostgresServer.start(Optional.empty());
        RedisServer redis = RedisServer.start();
        FaultProxy toPostgres = FaultProxy.to(postgres.port());
        FaultProxy toRedis = FaultProxy.to(redis.port())) {
      String uri =
          postgres.uri().replace(":" + postgres.port() + "/", ":" + toPostgres.port() + "/");
      Map<String, String> settings =
          Map.of(
              "HOLDFAST_POSTGRES_URI",
              uri,
              "HOLDFAST_REDIS_URI",
              "redis://127.0.0.1:" + toRedis.port(),
              "HOLDFAST_EVENT_LOOPS",
              "2",
              "HOLDFAST_ADMIN_KEY",
              SECRET);
      Vertx vertx = Vertx.vertx();
      try (Instances instances = new Instances(settings)) {
        instances.startAll();
        return run(postgres, redis, toPostgres, toRedis, instances, vertx);
      } finally {
        TestServers.await(vertx.close());
      }
    }
  }

  private boolean run(
      PostgresServer postgres,
      RedisServer redis,
      FaultProxy toPostgres,
      FaultProxy toRedis,
      Instances instances,
      Vertx vertx)
      throws Exception {
    PostgresOptions book = PostgresOptions.parse(postgres.uri());
    List<String> wallets = wallets(book);
    History history = new History();
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(new Caller(instances, SECRET, wallets, HOT, history, i, seed + i));
    }
    Disturber disturber =
        new Disturber(
            postgres,
            redis,
            toPostgres,
            toRedis,
            instances,
            new Disturber.Servers() {
              @Override
              public void redis(String... words) {
                try (TestRedis direct = new TestRedis(vertx, redis.uri())) {
                  direct.ask(words);
                }
              }

              @Override
              public void postgres(String sql) {
                TestServers.execute(book, sql);
              }
            },
            seed);
    callers.forEach(Caller::start);
    try {
      disturber.run(System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
    } finally {
      callers.forEach(caller -> caller.finish(QUIET.toMillis()));
      for (Caller caller : callers) {
        caller.join();
      }
    }
    List<Verdict> verdicts = new ArrayList<>();
    try (TestRedis direct = new TestRedis(vertx, redis.uri())) {
      verdicts.add(quiet(book, direct));
      verdicts.addAll(new Judge(history.entries(), rows(book)).verdicts());
      verdicts.add(check("the book contradicts itself nowhere", () -> TestAudit.balances(book)));
      verdicts.add(
          check("the cache never promises too much", () -> TestAudit.cacheErrsLow(book, direct)));
      verdicts.add(check("what is cached equals the book", () -> awaitExactCache(book, direct)));
    }
    verdicts.add(new Verdict("instances end in order", 1, disturber.trouble()));
    return print(history, disturber, verdicts);
  }

  /** Nothing is left in doubt: no mark, and no hold whose time is over. */
  private static Verdict quiet(PostgresOptions book, TestRedis redis) {
    return check(
        "nothing is left in doubt",
        () ->
            TestServers.awaitUntil(
                "no mark and no expired hold is left",
                QUIET,
                () ->
                    redis.marks() == 0
                        && TestServers.ask(
                                book,
                                "SELECT count(*) FROM holds WHERE status IN (0, 1)"
                                    + " AND expires_at < now() - interval '5 seconds'")
                            .equals("0")));
  }

  /**
   * An instance that is killed between a commit and showing it leaves the cache too low: decisions
   * go by PostgreSQL then, and the auditor of an instance that lives puts the cache right.
   */
  private static void awaitExactCache(PostgresOptions book, TestRedis redis) {
    long untilNanos = System.nanoTime() + QUIET.toNanos();
    while (true) {
      try {
        TestAudit.cacheIsExact(book, redis);
        return;
      } catch (AssertionError inexact) {
        if (System.nanoTime() > untilNanos) {
          throw inexact;
        }
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  private static Verdict check(String name, Runnable check) {
    try {
      check.run();
      return new Verdict(name, 1, List.of());
    } catch (AssertionError failure) {
      return new Verdict(name, 1, List.of(String.valueOf(failure.getMessage())));
    }
  }

  private boolean print(History history, Disturber disturber, List<Verdict> verdicts)
      throws IOException {
    boolean good = true;
    out.println();
    history.summary().forEach((what, count) -> out.printf("%,9d  %s%n", count, what));
    out.println();
    disturber.injected().forEach((what, count) -> out.printf("%,9d  %s%n", count, what));
    out.println();
    for (Verdict verdict : verdicts) {
      int failures = verdict.failures().size();
      out.printf(
          "%-45s %,9d judged  %s%n",
          verdict.check(), verdict.judged(), failures == 0 ? "good" : failures + " NOT GOOD");
      verdict.failures().stream().limit(5).forEach(failure -> out.println("    " + failure));
      good &= failures == 0;
    }
    out.println();
    out.println((good ? "GOOD" : "NOT GOOD") + ", seed " + seed);
    if (!good) {
      Path file = Path.of("target", "chaos-" + seed + ".txt");
      Files.write(file, history.entries().stream().map(Object::toString).toList());
      out.println("history: " + file);
    }
    return good;
  }

  private static List<String> wallets(PostgresOptions book) {
    // Some may go below zero, some are short of money soon, the hot ones first of all.
    return TestServers.rows(
            book,
            "SELECT (open_wallet((SELECT min(number) FROM businesses), gen_random_uuid(), 1, 0,"
                + " 'chaos' || n, NULL, 'USD', CASE WHEN n % 5 = 0 THEN 300 ELSE 100 END)).id"
                + " FROM generate_series(1, "
                + WALLETS
                + ") AS n")
        .stream()
        .map(row -> UUID.fromString(row.get(0)).toString())
        .toList();
  }

  private static List<Judge.Row> rows(PostgresOptions book) {
    return TestServers.rows(
            book,
            "SELECT wallet, sequence, kind, operation_key, amount, held_change, available_after,"
                + " (extract(epoch FROM created_at) * 1000)::bigint"
                + " FROM journal ORDER BY wallet, sequence")
        .stream()
        .map(
            row ->
                new Judge.Row(
                    Long.parseLong(row.get(0)),
                    Long.parseLong(row.get(1)),
                    Integer.parseInt(row.get(2)),
                    UUID.fromString(row.get(3)),
                    Long.parseLong(row.get(4)),
                    Long.parseLong(row.get(5)),
                    Long.parseLong(row.get(6)),
                    Long.parseLong(row.get(7))))
        .toList();
  }
}
