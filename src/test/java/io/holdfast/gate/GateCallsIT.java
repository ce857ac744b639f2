package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestCore;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Operation;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How questions of one tick travel to a real Redis, and how many may be under way. */
final class GateCallsIT {
  private static final int QUEUE_MAX = 300;

  private static Vertx vertx;
  private static TestRedis redis;
  private static GateLoop gate;
  private static long wallets;
  private WalletRef wallet;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    redis = new TestRedis(vertx, TestServers.redisUri());
    gate = GateLoop.start(vertx, TestServers.redisUri(), QUEUE_MAX);
  }

  @AfterAll
  static void stop() {
    gate.close();
    redis.close();
    TestServers.await(vertx.close());
  }

  @BeforeEach
  void anEmptyRedis() {
    redis.ask("FLUSHALL");
    wallet = Spends.wallet(++wallets);
  }

  @Test
  void whatATickHasToSayIsOneCall() {
    load(1_000);
    redis.ask("CONFIG", "RESETSTAT");
    List<Reservation> all = manyInOneTick(64);
    assertThat(redis.calls("evalsha")).isEqualTo(1);
    assertThat(all).hasSize(64).allMatch(it -> it.equals(reserved(1)));
    manyInOneTick(65);
    assertThat(redis.calls("evalsha")).as("64 at the most in one call").isEqualTo(3);
    assertThat(available()).isEqualTo("871");
  }

  @Test
  void whatComesDuringACallGoesWithTheNext() {
    load(1_000);
    manyInOneTick(1);
    redis.ask("CONFIG", "RESETSTAT");
    redis.ask("CLIENT", "PAUSE", "200");
    List<Reservation> all = oneATick(30);
    assertThat(all).hasSize(30).allMatch(it -> it.equals(reserved(1)));
    assertThat(redis.calls("evalsha")).isEqualTo(2);
  }

  @Test
  void aSettlementThatNothingFollowsIsToldAllTheSame() {
    load(10);
    Operation debit = Spends.debit(wallet, "a", 4);
    gate.ask(it -> it.reserve(debit));
    gate.ask(it -> it.settle(debit));
    Gate.Trace trace = gate.ask(it -> it.trace(wallet.number(), debit.origin().key().hash()));
    assertThat(trace.pending()).isFalse();
    assertThat(available()).isEqualTo("6");
  }

  @Test
  void answersComeInTheOrderOfTheQuestions() {
    load(10);
    List<Reservation> all =
        TestServers.await(
            gate.submit(
                it ->
                    Future.all(
                            it.reserve(Spends.debit(wallet, "a", 4)),
                            it.reserve(Spends.debit(wallet, "b", 7)),
                            it.undo(Spends.debit(wallet, "a", 4)),
                            it.reserve(Spends.debit(wallet, "c", 7)),
                            it.reserve(Spends.debit(wallet, "c", 7)))
                        .map(
                            joined ->
                                List.<Reservation>of(
                                    joined.resultAt(0),
                                    joined.resultAt(1),
                                    joined.resultAt(3),
                                    joined.resultAt(4)))));
    assertThat(all)
        .containsExactly(
            reserved(4), new Reservation.TooLittle(6), reserved(7), new Reservation.InProgress());
  }

  @Test
  void overItsBoundTheGateIsOutOfReachAtOnce() {
    load(1_000);
    List<Future<Reservation>> asked = new ArrayList<>();
    TestServers.await(
        gate.submit(
            it -> {
              for (int i = 0; i <= QUEUE_MAX; i++) {
                asked.add(it.reserve(Spends.debit(wallet, "k" + i, 1)));
              }
              assertThat(asked.get(QUEUE_MAX).failed()).isTrue();
              assertThat(it.depth()).isEqualTo(QUEUE_MAX);
              return Future.join(asked).otherwiseEmpty();
            }));
    assertThat(asked.subList(0, QUEUE_MAX)).allMatch(Future::succeeded);
    assertThat(available()).isEqualTo(Long.toString(1_000 - QUEUE_MAX));
    int depth = gate.ask(it -> Future.succeededFuture(it.depth()));
    assertThat(depth).isZero();
  }

  @Test
  void anEntryThatCannotBeWrittenLeavesNobodyWaiting() {
    RedisOptions options = new RedisOptions().setConnectionString(TestServers.redisUri());
    GateEntry good = new GateEntry.Add(wallet.number(), 1, 1);
    GateEntry unwritable = new GateEntry.Forget(null, false);
    TestCore.onLoop(
        vertx,
        own -> {
          RedisLink link = new RedisLink(own, options, false, GateLoop.TIMEOUT_MILLIS);
          GateCalls calls = new GateCalls(own, link, QUEUE_MAX, new Metrics());
          return link.connect()
              .compose(
                  up ->
                      Future.join(calls.add(good), calls.add(unwritable), calls.add(good))
                          .transform(
                              all -> {
                                assertThat(all.failed()).isTrue();
                                assertThat(calls.depth()).isZero();
                                return calls.add(good);
                              }))
              .eventually(link::close);
        });
  }

  private static Reservation reserved(long amount) {
    return new Reservation.Reserved(amount);
  }

  private void load(long available) {
    boolean cached = gate.ask(it -> Spends.load(it, wallet, available, 1));
    assertThat(cached).isTrue();
  }

  private List<Reservation> manyInOneTick(int count) {
    return TestServers.await(
        gate.submit(
            it -> {
              List<Future<Reservation>> asked = new ArrayList<>();
              for (int i = 0; i < count; i++) {
                asked.add(it.reserve(Spends.debit(wallet, count + " " + i, 1)));
              }
              return Future.all(asked).map(all -> all.list());
            }));
  }

  private List<Reservation> oneATick(int count) {
    Promise<List<Reservation>> answer = Promise.promise();
    askInTurn(count, new ArrayList<>(), answer);
    return TestServers.await(answer.future());
  }

  private void askInTurn(
      int left, List<Future<Reservation>> asked, Promise<List<Reservation>> answer) {
    gate.context()
        .runOnContext(
            tick -> {
              asked.add(gate.gate().reserve(Spends.debit(wallet, "tick " + left, 1)));
              if (left > 1) {
                askInTurn(left - 1, asked, answer);
              } else {
                Future.all(asked).map(all -> all.<Reservation>list()).onComplete(answer);
              }
            });
  }

  private String available() {
    return redis.wallet(wallet.number()).get("a");
  }
}
