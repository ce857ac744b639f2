package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gate on a cluster, where everything that one call touches must be in one slot. */
final class RedisClusterIT {
  private static final int WALLETS = 50;

  private static Vertx vertx;
  private static RedisCluster cluster;
  private static TestRedis redis;
  private static GateLoop gate;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    cluster = RedisCluster.start(vertx);
    redis = new TestRedis(vertx, cluster.uri());
    gate = GateLoop.startOnCluster(vertx, cluster.uri());
  }

  @AfterAll
  static void stop() throws Exception {
    gate.close();
    redis.close();
    TestServers.await(vertx.close());
    cluster.close();
  }

  @BeforeEach
  void anEmptyCluster() {
    redis.ask("FLUSHALL");
  }

  @Test
  void whatATickHasToSayIsOneCallABucket() {
    List<WalletRef> wallets = loaded(1);
    // On a cluster the scripts are known to it from the second call on.
    spend(wallets, "first");
    redis.ask("CONFIG", "RESETSTAT");
    assertThat(spend(wallets, "second")).allMatch(new Reservation.Reserved(1)::equals);
    assertThat(redis.calls("evalsha")).isEqualTo(WALLETS);
    assertThat(wallets).allMatch(wallet -> redis.wallet(wallet.number()).get("a").equals("98"));
    assertThat(redis.marks()).isEqualTo(2 * WALLETS);
    List<Marks.Mark> marks = gate.ask(it -> new RedisMarks(gate.link()).olderThan(0));
    assertThat(marks).hasSize(2 * WALLETS);
    gate.ask(it -> it.undo(Spends.debit(wallets.get(0), "first", 1)));
    gate.ask(it -> it.settle(Spends.debit(wallets.get(0), "second", 1)));
    gate.ask(it -> it.add(wallets.get(0).number(), 5, 2));
    assertThat(redis.wallet(wallets.get(0).number())).containsEntry("a", "104");
  }

  @Test
  void aClusterThatLostItsScriptsIsGivenThemAgain() {
    List<WalletRef> wallets = loaded(10_000);
    redis.ask("SCRIPT", "FLUSH");
    assertThat(spend(wallets, "k")).allMatch(new Reservation.Reserved(1)::equals);
    assertThat(wallets).allMatch(wallet -> redis.wallet(wallet.number()).get("a").equals("99"));
  }

  /** Wallets in different buckets. */
  private static List<WalletRef> loaded(long first) {
    List<WalletRef> wallets = new ArrayList<>();
    for (int i = 0; i < WALLETS; i++) {
      WalletRef wallet = Spends.wallet(first + i);
      boolean cached = gate.ask(it -> Spends.load(it, wallet, 100, 1));
      assertThat(cached).isTrue();
      wallets.add(wallet);
    }
    assertThat(wallets.stream().map(it -> Ids.bucket(it.number())).distinct()).hasSize(WALLETS);
    return wallets;
  }

  private static List<Reservation> spend(List<WalletRef> wallets, String key) {
    return gate.ask(
        it ->
            Future.all(
                    wallets.stream()
                        .map(wallet -> it.reserve(Spends.debit(wallet, key, 1)))
                        .toList())
                .map(all -> all.list()));
  }
}
