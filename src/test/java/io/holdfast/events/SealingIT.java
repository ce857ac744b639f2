package io.holdfast.events;

import static io.holdfast.TestServers.await;
import static io.holdfast.TestServers.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ledger.Feed;
import io.holdfast.ledger.TestBook;
import io.holdfast.ledger.TestDatabase;
import io.holdfast.metrics.MetricNames;
import io.holdfast.metrics.Metrics;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.Wallet;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From many sessions that commit out of order to one order that everybody sees. */
@ExtendWith(VertxExtension.class)
class SealingIT {
  private static final int SESSIONS = 12;
  private static final int WALLETS = 8;
  private static final int COMMITS = 120;

  private record Read(long position, long wallet, long sequence) {}

  @Test
  void aReaderMissesNothingSeesNothingTwiceAndKeepsTheOrderOfEachWallet(Vertx vertx)
      throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    TestDatabase database = TestDatabase.migrated();
    TestBook book = new TestBook(vertx, database);
    int business = book.business();
    List<Wallet> wallets = new ArrayList<>();
    for (int i = 0; i < WALLETS; i++) {
      wallets.add(book.wallet(business, 0));
    }
    Sealing one = new Sealing(vertx, book.pool(), new Metrics());
    Sealing other = new Sealing(vertx, book.pool(), new Metrics());
    Feed feed = new Feed(book.pool());

    AtomicBoolean ended = new AtomicBoolean();
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<Void>> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      Random random = new Random(seed + i);
      sessions.add(threads.submit(() -> session(database, wallets, random)));
    }
    Future<Void> sealers = threads.submit(until(ended, one, other));
    Future<List<Read>> reader = threads.submit(() -> read(feed, business, ended));
    for (Future<Void> session : sessions) {
      session.get(60, TimeUnit.SECONDS);
    }
    ended.set(true);
    sealers.get(60, TimeUnit.SECONDS);
    List<Read> read = reader.get(60, TimeUnit.SECONDS);
    threads.shutdown();

    Map<Long, Long> last = new HashMap<>();
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i).position()).isEqualTo(i + 1L);
      Long before = last.put(read.get(i).wallet(), read.get(i).sequence());
      assertThat(read.get(i).sequence()).isEqualTo(before == null ? 1 : before + 1);
    }
    assertThat(read).hasSize(count(database, "SELECT count(*) FROM journal"));
    assertThat(count(database, "SELECT count(*) FROM outbox")).isZero();
  }

  @Test
  void whatIsSettledIsNotLookedAtAgainHoweverLongOthersRead(Vertx vertx) throws Exception {
    TestDatabase database = TestDatabase.migrated();
    TestBook book = new TestBook(vertx, database);
    int business = book.business();
    Sealing sealing = new Sealing(vertx, book.pool(), new Metrics());
    for (int i = 0; i < 3; i++) {
      book.wallet(business, 0);
      assertThat(await(sealing.seal())).isEqualTo(1);
    }
    assertThat(count(database, "SELECT settled FROM sealing")).isEqualTo(2);
    try (Connection open = database.owner();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("SELECT emit_event(" + business + ", 'thing.made', '{\"id\": \"a\"}')");
      book.wallet(business, 0);
      assertThat(await(sealing.seal())).isEqualTo(1);
      book.wallet(business, 0);
      assertThat(await(sealing.seal())).isEqualTo(1);
      open.commit();
    }
    // Committed after two with higher numbers, and placed after them.
    assertThat(await(sealing.seal())).isEqualTo(1);
    List<Feed.Event> events =
        await(feed(book).after(business, Optional.empty(), List.of(), 50)).data();
    assertThat(events).hasSize(6);
    assertThat(events.get(5).type()).isEqualTo("thing.made");
    assertThat(events.get(5).position()).isEqualTo(6);
    assertThat(Ids.sequence(events.get(5).id())).isEqualTo(6);
  }

  @Test
  void whatCannotBeSealedGrowsOlder(Vertx vertx) throws Exception {
    TestDatabase database = TestDatabase.migrated();
    TestBook book = new TestBook(vertx, database);
    Metrics metrics = new Metrics();
    Sealing sealing = new Sealing(vertx, book.pool(), metrics);
    book.wallet(book.business(), 0);
    try (Connection owner = database.owner();
        Statement statement = owner.createStatement()) {
      statement.execute("ALTER FUNCTION seal_events(int) RENAME TO gone");
      sealing.start();
      awaitUntil("the outbox is old", () -> lagSeconds(metrics) > 2.5);
      statement.execute("ALTER FUNCTION gone(int) RENAME TO seal_events");
      awaitUntil("the outbox is sealed", () -> lagSeconds(metrics) < 2);
    }
    sealing.close();
    assertThat(count(database, "SELECT count(*) FROM outbox")).isZero();
  }

  private static double lagSeconds(Metrics metrics) {
    return metrics
        .scrape()
        .lines()
        .filter(line -> line.startsWith(MetricNames.OUTBOX_LAG + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  private static Feed feed(TestBook book) {
    return new Feed(book.pool());
  }

  private static Callable<Void> until(AtomicBoolean ended, Sealing... sealings) {
    return () -> {
      boolean again = true;
      while (again) {
        again = !ended.get();
        List<io.vertx.core.Future<Integer>> both = new ArrayList<>();
        for (Sealing sealing : sealings) {
          both.add(sealing.seal());
        }
        for (io.vertx.core.Future<Integer> each : both) {
          again |= await(each) > 0;
        }
      }
      return null;
    };
  }

  private static List<Read> read(Feed feed, int business, AtomicBoolean ended) {
    List<Read> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    long quietSince = System.nanoTime();
    while (!ended.get() || System.nanoTime() - quietSince < Duration.ofSeconds(2).toNanos()) {
      Feed.Piece piece = await(feed.after(business, cursor, List.of(), 7));
      cursor = Optional.of(piece.next());
      for (Feed.Event event : piece.data()) {
        quietSince = System.nanoTime();
        boolean opened = event.receipt() == null;
        all.add(
            new Read(
                event.position(),
                opened
                    ? Ids.number(UUID.fromString(new JsonObject(event.data()).getString("id")))
                    : Ids.number(event.receipt().id()),
                opened ? 1 : Ids.sequence(event.receipt().id())));
      }
    }
    return all;
  }

  /** Changes some wallets in one transaction, at its leisure, and commits or not. */
  private static Void session(TestDatabase database, List<Wallet> wallets, Random random)
      throws SQLException, InterruptedException {
    try (Connection connection = database.owner()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < COMMITS; i++) {
        List<Wallet> some = wallets.stream().filter(wallet -> random.nextInt(WALLETS) < 2).toList();
        StringBuilder numbers = new StringBuilder();
        StringBuilder sequences = new StringBuilder();
        for (Wallet wallet : some) {
          numbers.append(numbers.isEmpty() ? "" : ",").append(wallet.number());
          sequences
              .append(sequences.isEmpty() ? "" : ",")
              .append(deposit(connection, wallet.number()));
        }
        try (Statement statement = connection.createStatement()) {
          statement.execute(
              "SELECT emit_movements(NULL, '{" + numbers + "}', '{" + sequences + "}')");
        }
        Thread.sleep(random.nextInt(4));
        if (random.nextInt(6) == 0) {
          connection.rollback();
        } else {
          connection.commit();
        }
      }
    }
    return null;
  }

  private static long deposit(Connection connection, long wallet) throws SQLException {
    try (PreparedStatement change =
        connection.prepareStatement(
            """
            WITH changed AS (
              UPDATE wallets SET balance = balance + 1, version = version + 1 WHERE number = ?
              RETURNING *)
            INSERT INTO journal (wallet, sequence, kind, operation_key, fingerprint, amount,
              held_change, balance_after, held_after, available_after, debit_account,
              credit_account, created_at)
            SELECT number, version, 7, gen_random_uuid(), 0, 1, 0, balance, 0, balance, 0, number,
              now()
            FROM changed RETURNING sequence
            """)) {
      change.setLong(1, wallet);
      try (ResultSet row = change.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static int count(TestDatabase database, String sql) throws SQLException {
    try (Connection owner = database.owner();
        Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
