package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.embedded.RedisServer;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gate's connection, when its server goes away, comes back, hangs, or is not there. */
final class RedisLinkIT {
  private final WalletRef wallet = Spends.wallet(1);
  private Vertx vertx;
  private RedisServer server;
  private GateLoop gate;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    server = RedisServer.start();
    gate = GateLoop.start(vertx, server.uri(), 1_000);
  }

  @AfterEach
  void stop() {
    gate.close();
    TestServers.await(vertx.close());
    server.close();
  }

  @Test
  void aKilledServerIsFoundAgainWhenItIsBack() {
    gate.ask(it -> Spends.load(it, wallet, 100, 1));
    for (int i = 0; i < 3; i++) {
      server.kill();
      TestServers.awaitUntil("the loss is noticed", () -> !gate.gate().isUp());
      assertThat(TestServers.awaitFailure(reserve("down " + i))).isNotNull();
      server.restart();
      TestServers.awaitUntil("the server is found", gate.gate()::isUp);
      Reservation absent = TestServers.await(reserve("up " + i));
      assertThat(absent).isEqualTo(new Reservation.Absent());
    }
    boolean cached = gate.ask(it -> Spends.load(it, wallet, 100, 1));
    assertThat(cached).isTrue();
    assertThat(TestServers.await(reserve("k"))).isEqualTo(new Reservation.Reserved(1));
  }

  @Test
  void whatIsUnderWayWhenTheServerDiesFailsAtOnce() throws Exception {
    freeze();
    Future<Reservation> underWay = reserve("k");
    server.kill();
    long since = System.nanoTime();
    assertThat(TestServers.awaitFailure(underWay)).isNotNull();
    assertThat(System.nanoTime() - since).isLessThan(TimeUnit.SECONDS.toNanos(5));
  }

  @Test
  void aServerThatDoesNotAnswerIsNotWaitedFor() throws Exception {
    gate.ask(it -> Spends.load(it, wallet, 100, 1));
    freeze();
    assertThat(TestServers.awaitFailure(reserve("k"))).isNotNull();
    TestServers.awaitUntil("the connection is given up", () -> !gate.gate().isUp());
    signal("CONT");
    TestServers.awaitUntil("there is a new one", gate.gate()::isUp);
    // Nothing was sent again; what was sent before may have been done, and its mark says so.
    Reservation again = TestServers.await(reserve("k"));
    assertThat(again).isIn(new Reservation.InProgress(), new Reservation.Reserved(1));
    try (TestRedis redis = new TestRedis(vertx, server.uri())) {
      assertThat(redis.wallet(wallet.number())).containsEntry("a", "99");
      assertThat(redis.marks()).isEqualTo(1);
    }
  }

  @Test
  void aServerThatIsNotThereAtFirstIsFoundLater() {
    server.kill();
    GateLoop early = GateLoop.start(vertx, server.uri(), 1_000);
    assertThat(early.gate().isUp()).isFalse();
    server.restart();
    TestServers.awaitUntil("the server is found", early.gate()::isUp);
    early.close();
  }

  @Test
  void aServerHasOneEpochForAllAndAnotherAfterARestart() {
    GateLoop other = GateLoop.start(vertx, server.uri(), 1_000);
    String before = gate.link().epoch();
    assertThat(before).isNotEmpty().isEqualTo(other.link().epoch());
    server.kill();
    TestServers.awaitUntil("the loss is noticed", () -> !gate.gate().isUp());
    server.restart();
    TestServers.awaitUntil("the server is found", gate.gate()::isUp);
    TestServers.awaitUntil("the server is found", other.gate()::isUp);
    assertThat(gate.link().epoch()).isNotEqualTo(before).isEqualTo(other.link().epoch());
    other.close();
  }

  @Test
  void aServerThatBecameAReplicaIsLeftUntilItLeadsAgain() {
    gate.ask(it -> Spends.load(it, wallet, 100, 1));
    try (TestRedis redis = new TestRedis(vertx, server.uri())) {
      redis.ask("REPLICAOF", "127.0.0.1", "1");
      assertThat(TestServers.awaitFailure(reserve("k"))).hasMessageStartingWith("READONLY");
      TestServers.awaitUntil("it is left", () -> !gate.gate().isUp());
      redis.ask("REPLICAOF", "NO", "ONE");
    }
    TestServers.awaitUntil("it is used again", gate.gate()::isUp);
    assertThat(TestServers.await(reserve("k"))).isEqualTo(new Reservation.Reserved(1));
  }

  @Test
  void aServerOutOfMemoryServesWhatItHasAndTakesNothingNew() {
    WalletRef cold = Spends.wallet(2);
    gate.ask(it -> Spends.load(it, wallet, 100, 1));
    try (TestRedis redis = new TestRedis(vertx, server.uri())) {
      redis.ask("CONFIG", "SET", "maxmemory", "1");
      Reservation reserved = gate.ask(it -> it.reserve(Spends.debit(wallet, "k", 60)));
      assertThat(reserved).isEqualTo(new Reservation.Reserved(60));
      gate.ask(it -> it.undo(Spends.debit(wallet, "k", 60)));
      assertThat(redis.wallet(wallet.number())).containsEntry("a", "100");
      assertThat(redis.marks()).isZero();
      assertThat(TestServers.awaitFailure(gate.submit(it -> Spends.load(it, cold, 100, 1))))
          .hasMessageContaining("OOM");
      Operation declined = Spends.debit(wallet, "declined", 600);
      assertThat(
              TestServers.awaitFailure(
                  gate.submit(
                      it ->
                          it.recordDecline(
                              declined,
                              new Answer.Refused(Refusal.INSUFFICIENT_FUNDS, 100, false)))))
          .hasMessageContaining("OOM");
      redis.ask("CONFIG", "SET", "maxmemory", "0");
    }
    boolean cached = gate.ask(it -> Spends.load(it, cold, 100, 1));
    assertThat(cached).isTrue();
  }

  @Test
  void aClosedLinkStaysClosed() {
    gate.close();
    assertThat(gate.gate().isUp()).isFalse();
    assertThat(TestServers.awaitFailure(reserve("k"))).isNotNull();
  }

  @Test
  void aServerThatMayEvictMarksIsFoundUnfit() {
    try (TestRedis redis = new TestRedis(vertx, server.uri())) {
      List<String> none = gate.ask(it -> RedisCheck.problems(gate.link()));
      assertThat(none).isEmpty();
      redis.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
      List<String> problems = gate.ask(it -> RedisCheck.problems(gate.link()));
      assertThat(problems).singleElement().asString().contains("maxmemory_policy=allkeys-lru");
    }
  }

  private Future<Reservation> reserve(String key) {
    return gate.submit(it -> it.reserve(Spends.debit(wallet, key, 1)));
  }

  private void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  private void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(server.pid());
    assertThat(new ProcessBuilder("kill", "-s", name, pid).start().waitFor()).isZero();
  }
}
