package io.holdfast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.holdfast.operation.Fault;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** PostgreSQL keeps its connections and says nothing. */
final class PostgresFreezesIT extends StormedPostgres {
  @Test
  void frozenForAMomentItIsRefusedWithinASecondAndGoesOnWhenItThaws() {
    storm.begin(CALLERS);
    awaitDone(1_000);
    processes.freeze();
    try {
      TestServers.awaitUntil(
          "it counts as stalled", Duration.ofMillis(1_700), () -> !core.committer().isUp());
      assertThat(core.committer().state()).isEqualTo("does not answer");
      isRefusedAtOnce();
      readsAreRefusedAtOnce();
    } finally {
      processes.thaw();
    }
    long back = System.nanoTime();
    storm.awaitDoneSentAfter(back, Duration.ofSeconds(2));
    storm.end();
    assertThat(storm.told().stream().filter(it -> it.fault() != null))
        .as("what waited in the queue and what came was refused")
        .isNotEmpty()
        .allMatch(it -> it.fault().outcome() == Fault.Outcome.NOT_APPLIED)
        .allMatch(it -> it.tookMillis() < STALL_MILLIS + 700);
    assertThat(core.committer().givenUp()).as("no session was given up").isZero();
    everythingIsThereOnce();
  }

  @Test
  void frozenForLongNobodyPilesUpAndEverySessionIsFreshAfterwards() {
    storm.begin(CALLERS);
    awaitDone(1_000);
    processes.freeze();
    try {
      TestServers.awaitUntil(
          "its session is given up",
          Duration.ofMillis(COMMIT_TIMEOUT_MILLIS + 1_500),
          () -> core.committer().givenUp() > 0);
      // Until those are over, too, who waited for certainty.
      awaitFaults(CALLERS * 20);
      isRefusedAtOnce();
      readsAreRefusedAtOnce();
      assertThat(core.committer().depth()).isZero();
      assertThat(core.committer().state()).isEqualTo("does not answer");
    } finally {
      processes.thaw();
    }
    long back = System.nanoTime();
    TestServers.awaitUntil("it is up", RETURN, () -> core.committer().isUp());
    readsWorkAtOnce();
    storm.awaitDoneSentAfter(back, RETURN);
    storm.end();
    everythingIsThereOnce();
  }

  @Test
  void frozenWhileNobodyAsksItIsNotReadyAllTheSame() {
    processes.freeze();
    try {
      TestServers.awaitUntil(
          "it counts as stalled", Duration.ofMillis(2_500), () -> !core.committer().isUp());
      isRefusedAtOnce();
      assertThat(redis.marks()).isZero();
    } finally {
      processes.thaw();
    }
    TestServers.awaitUntil("it is up", RETURN, () -> core.committer().isUp());
    readsWorkAtOnce();
  }

  private void awaitFaults(int number) {
    TestServers.awaitUntil(
        "callers are refused",
        () -> storm.told().stream().filter(it -> it.fault() != null).count() >= number);
  }

  private void readsAreRefusedAtOnce() {
    long since = System.nanoTime();
    assertThat(TestServers.awaitFailure(review()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.outcome()).isEqualTo(Fault.Outcome.NOT_APPLIED));
    assertThat(System.nanoTime() - since).isLessThan(AT_ONCE_MILLIS * 1_000_000);
  }

  /** No connection that the server went silent on is left in a pool. */
  private void readsWorkAtOnce() {
    List<Future<?>> reads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      reads.add(review());
    }
    long since = System.nanoTime();
    TestServers.await(Future.all(reads));
    assertThat(System.nanoTime() - since).isLessThan(1_000_000_000L);
  }

  private Future<?> review() {
    UUID key = UUID.randomUUID();
    return core.loop(0).run(it -> it.lookups().review(wallets.get(0).number(), key));
  }
}
