package io.holdfast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.holdfast.ledger.Committer;
import io.holdfast.operation.Fault;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PostgreSQL dies, or its sessions do. */
final class PostgresCrashesIT extends StormedPostgres {
  /** As long a caller whose operation is in doubt is kept waiting. */
  private static final long PATIENCE_MILLIS = 3_000;

  @Test
  void killedUnderLoadItIsRefusedAtOnceAndNothingAcknowledgedIsLost() {
    storm.begin(CALLERS);
    awaitDone(2_000);
    processes.kill();
    TestServers.awaitUntil(
        "the loss is noticed", Duration.ofSeconds(1), () -> !core.committer().isUp());
    for (int i = 0; i < 20; i++) {
      isRefusedAtOnce();
    }
    server.restart();
    long back = System.nanoTime();
    storm.awaitDoneSentAfter(back, RETURN);
    storm.end();
    everythingIsThereOnce();
  }

  @Test
  void restartedInGoodOrderUnderLoadItIsBackByItself() {
    storm.begin(CALLERS);
    awaitDone(1_000);
    server.restart();
    long back = System.nanoTime();
    storm.awaitDoneSentAfter(back, RETURN);
    storm.end();
    everythingIsThereOnce();
  }

  @Test
  void sessionsTerminatedAgainAndAgainCostAMomentEach() {
    storm.begin(CALLERS);
    for (int round = 0; round < 10; round++) {
      awaitDone(200);
      terminate(round % 2 == 0 ? "true" : "query LIKE '%post($1%'");
      long since = System.nanoTime();
      storm.awaitDoneSentAfter(since, Duration.ofSeconds(2));
    }
    storm.end();
    assertThat(storm.told()).allMatch(it -> it.tookMillis() < 3_000);
    everythingIsThereOnce();
  }

  @Test
  void twoThousandInDoubtAreResolvedWithoutCrowdingOutWhoComesNew() {
    stop();
    start(new Committer.Bounds(8, 256, 4_096, COMMIT_TIMEOUT_MILLIS, STALL_MILLIS, 2_000, 1 << 20));
    // So that nothing has to be read before it is reserved.
    wallets.forEach(wallet -> core.answer(orders.debit(wallet, 1)));
    processes.freeze();
    List<Future<Storm.Told>> inDoubt = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      WalletRef wallet = wallets.get(i % wallets.size());
      inDoubt.add(submit(core.loop(i), orders.debit(wallet, 1)));
    }
    TestServers.awaitUntil("all are under way", () -> redis.marks() == 2_000);
    TestServers.awaitUntil("and sent", () -> core.committer().depth() == 0);
    processes.kill();
    server.restart();
    TestServers.awaitUntil("it is up", RETURN, () -> core.committer().isUp());
    long back = System.nanoTime();
    Storm fresh = new Storm(core, orders, wallets).begin(8);
    TestServers.await(Future.join(inDoubt));
    long resolvedMillis = (System.nanoTime() - back) / 1_000_000;
    fresh.end();
    List<Storm.Told> all = inDoubt.stream().map(Future::result).toList();
    Storm.areAsTold(book, all);
    assertThat(all).allMatch(it -> it.isDone() || it.fault() != null);
    // Where the server took longer to return than a caller is kept waiting, it is not known.
    assertThat(all.stream().filter(it -> !it.isDone() && it.tookMillis() < PATIENCE_MILLIS))
        .allMatch(it -> it.fault().outcome() == Fault.Outcome.NOT_APPLIED);
    assertThat(resolvedMillis).isLessThan(3_000);
    assertThat(fresh.told()).allMatch(it -> it.isDone() && it.tookMillis() < 1_000);
    System.out.printf(
        "2000 in doubt: resolved %d ms after the return; %d came new, the slowest took %d ms%n",
        resolvedMillis,
        fresh.told().size(),
        fresh.told().stream().mapToLong(Storm.Told::tookMillis).max().orElse(0));
    everythingIsThereOnce();
  }

  private static void terminate(String which) {
    TestServers.ask(
        book,
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE application_name = 'holdfast' AND "
            + which);
  }
}
