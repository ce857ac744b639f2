package io.holdfast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.holdfast.operation.Fault;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** PostgreSQL answers, but takes no writes. */
final class PostgresWithoutWritesIT extends StormedPostgres {
  @Test
  void onAFullDiskOperationsAreRefusedAndNothingOfThemRemains() {
    storm.begin(CALLERS);
    awaitDone(200);
    storm.end();
    fillJournalBeyond(17 * 1_024 * 1_024);
    processes.limitFiles(Long.toString(16 * 1_024 * 1_024));
    List<Storm.Told> refused = new ArrayList<>();
    try {
      Storm full = new Storm(core, orders, wallets).begin(CALLERS);
      TestServers.awaitUntil(
          "operations are refused",
          Duration.ofSeconds(10),
          () -> full.told().stream().filter(it -> it.fault() != null).count() > 200);
      full.end();
      refused.addAll(full.told());
    } finally {
      processes.limitFiles("unlimited");
    }
    assertThat(refused.stream().filter(it -> it.fault() != null))
        .allMatch(it -> it.fault().outcome() == Fault.Outcome.NOT_APPLIED)
        .allMatch(it -> it.tookMillis() < 2_000);
    Storm.areAsTold(book, refused);
    long back = System.nanoTime();
    Storm after = new Storm(core, orders, wallets).begin(CALLERS);
    after.awaitDoneSentAfter(back, RETURN);
    after.end();
    after.isAsTold(book);
    everythingIsThereOnce();
  }

  @Test
  void toldToTakeNoWritesItIsNotUsedUntilItTakesThemAgain() {
    try {
      alterSystem("SET default_transaction_read_only = on");
      TestServers.awaitUntil(
          "it is left, and why is known",
          Duration.ofSeconds(3),
          () -> !core.committer().isUp() && core.committer().state().contains("takes no writes"));
      isRefusedAtOnce();
    } finally {
      alterSystem("RESET default_transaction_read_only");
    }
    TestServers.awaitUntil("it is up", RETURN, () -> core.committer().isUp());
    storm.begin(4);
    awaitDone(10);
    storm.end();
    everythingIsThereOnce();
  }

  @Test
  void aStandbyIsNotUsedUntilItIsPromoted() throws Exception {
    storm.begin(CALLERS);
    awaitDone(500);
    server.stop();
    Files.createFile(server.dataDirectory().resolve("standby.signal"));
    CompletableFuture<Void> restarted = CompletableFuture.runAsync(server::restart);
    TestServers.awaitUntil("the standby answers", () -> answers("SELECT pg_is_in_recovery()"));
    TestServers.awaitUntil(
        "it is seen for what it is",
        Duration.ofSeconds(3),
        () -> core.committer().state().contains("standby"));
    isRefusedAtOnce();
    TestServers.ask(book, "SELECT pg_promote()");
    restarted.join();
    long back = System.nanoTime();
    storm.awaitDoneSentAfter(back, RETURN);
    storm.end();
    everythingIsThereOnce();
  }

  private static void alterSystem(String change) {
    TestServers.execute(book, "ALTER SYSTEM " + change);
    TestServers.ask(book, "SELECT pg_reload_conf()");
  }

  private static boolean answers(String sql) {
    try {
      TestServers.ask(book, sql);
      return true;
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  /** Rows of no wallet, so that the next row of any needs room on the disk. */
  private static void fillJournalBeyond(long bytes) {
    TestServers.execute(
        book,
        "INSERT INTO journal (wallet, sequence, kind, operation_key, fingerprint, amount,"
            + " held_change, balance_after, held_after, available_after, note, created_at)"
            + " SELECT 0, i, 12, gen_random_uuid(), 0, 0, 0, 0, 0, 0, repeat('x', 1700), now()"
            + " FROM generate_series(1, %d / 1700) i".formatted(bytes));
  }
}
