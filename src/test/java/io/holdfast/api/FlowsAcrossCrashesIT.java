package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.holdfast.embedded.EmbeddedServers;
import io.holdfast.faults.FaultProxy;
import io.holdfast.faults.FaultProxy.Direction;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reward is given exactly once, whatever dies between the activity and the money. */
final class FlowsAcrossCrashesIT {
  /** Until nobody but the sweep cares for a reward, and the sweep's own pauses. */
  private static final Duration SWEPT = Duration.ofSeconds(25);

  private static EmbeddedServers servers;
  private static TestService survivor;

  private Shop shop;
  private Visits visits;

  @BeforeAll
  static void start() {
    servers = TestService.startServers();
    survivor = TestService.start(servers, Map.of());
  }

  @AfterAll
  static void stop() {
    survivor.close();
    servers.close();
  }

  @BeforeEach
  void open() {
    shop = Shop.open(survivor);
    visits = new Visits(shop, "visit");
  }

  /**
   * The victim has recorded the activity and is about to post the reward, but somebody holds the
   * wallet's row. It is killed; its session goes with it before it posted, or posts when the row is
   * free, and nobody is there to note it.
   */
  @ParameterizedTest(name = "reward posted {0}, activity reported again {1}")
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void killedWhileGivingARewardItIsGivenOnce(boolean isPosted, boolean isReportedAgain)
      throws Exception {
    String flow = shop.flow("First visit", "visit", 1, true).getString("id");
    String wallet = shop.wallet(0);
    String client = visits.clientOf(wallet);
    try (ChildService victim = ChildService.start(onServers(Map.of()));
        Connection holder = survivor.owner()) {
      holder.setAutoCommit(false);
      try (PreparedStatement hold =
          holder.prepareStatement("SELECT 1 FROM wallets WHERE id = ? FOR UPDATE")) {
        hold.setObject(1, UUID.fromString(wallet));
        hold.execute();
      }
      CompletableFuture<Reply> lost =
          victim
              .client(shop.secret())
              .postLater("/v1/activities", null, visits.body(client, "one"));
      TestServers.awaitUntil("the reward waits to be posted", () -> poster() != null);
      assertThat(visits.rewards(flow)).isEqualTo(Visits.rewards(0, 1));
      victim.kill();
      if (!isPosted) {
        survivor.sql("SELECT pg_terminate_backend(?)", poster());
      }
      holder.rollback();
      assertThat(lost).failsWithin(Duration.ofSeconds(5));
    }
    if (isReportedAgain) {
      assertThat(visits.report(client, "one").expect(201).isReplay()).isTrue();
      assertThat(shop.balance(wallet)).isEqualTo(2_000);
    }
    TestServers.awaitUntil(
        "it is noted", SWEPT, () -> visits.rewards(flow).equals(Visits.rewards(1, 0)));
    assertThat(visits.report(client, "one").expect(201).isReplay()).isTrue();
    assertThat(shop.balance(wallet)).isEqualTo(2_000);
    assertThat(shop.history(wallet)).hasSize(1);
  }

  @Test
  void whereverTheNetworkToTheBookBreaksEachActivityCountsOnce() throws Exception {
    String flow = shop.flow("Every third visit", "visit", 3, true).getString("id");
    String wallet = shop.wallet(0);
    String client = visits.clientOf(wallet);
    int unclear = 0;
    try (FaultProxy network = FaultProxy.to(servers.postgres().orElseThrow().port())) {
      String uri = servers.postgres().orElseThrow().uri();
      String behind = uri.replaceFirst(":\\d+/", ":" + network.port() + "/");
      try (ChildService child =
          ChildService.start(onServers(Map.of("HOLDFAST_POSTGRES_URI", behind)))) {
        Client caller = child.client(shop.secret());
        for (int i = 0; i < 60; i++) {
          Direction direction = i % 2 == 0 ? Direction.TO_CLIENT : Direction.TO_SERVER;
          network.cutAfter(direction, i * 37L % 900);
          JsonObject body = visits.body(client, "cut-" + i);
          unclear += caller.post("/v1/activities", null, body.encode()).status() == 201 ? 0 : 1;
          network.heal();
          TestServers.awaitUntil(
              "it is recorded",
              () -> caller.post("/v1/activities", null, body.encode()).status() == 201);
        }
      }
    }
    assertThat(unclear).isGreaterThan(5);
    TestServers.awaitUntil(
        "all is given", SWEPT, () -> visits.rewards(flow).equals(Visits.rewards(20, 0)));
    assertThat(visits.progress(flow, client).getLong("counted")).isEqualTo(60);
    assertThat(shop.balance(wallet)).isEqualTo(20 * 2_000);
    assertThat(shop.history(wallet)).hasSize(20);
  }

  @Test
  void twoInstancesToldOfTheSameActivitiesGiveEachRewardOnce() {
    String flow = shop.flow("Every fifth visit", "visit", 5, true).getString("id");
    String wallet = shop.wallet(0);
    String client = visits.clientOf(wallet);
    try (TestService other = TestService.start(servers, Map.of())) {
      List<CompletableFuture<Reply>> sent = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        JsonObject body = visits.body(client, "both-" + i);
        sent.add(shop.admin().postLater("/v1/activities", null, body));
        sent.add(other.client(shop.secret()).postLater("/v1/activities", null, body));
      }
      assertThat(sent.stream().map(CompletableFuture::join).map(Reply::status).toList())
          .containsOnly(201);
    }
    assertThat(shop.balance(wallet)).isEqualTo(20 * 2_000);
    assertThat(shop.history(wallet)).hasSize(20);
    assertThat(visits.rewards(flow)).isEqualTo(Visits.rewards(20, 0));
  }

  @Test
  void whatIsOwedByManyIsWorkedOffByTwoInstancesOnce() {
    String flow = shop.flow("First visit", "visit", 1, true).getString("id");
    int clients = 700;
    survivor.sql(
        "SELECT count(a.outcome) FROM generate_series(1, ?) n, record_activity(?,"
            + " gen_random_uuid(), 0, 0, 'owed-' || n, 'visit', 'owed-' || n, 0, now()) a",
        clients,
        shop.number());
    assertThat(visits.rewards(flow)).isEqualTo(Visits.rewards(0, clients));
    try (TestService other = TestService.start(servers, Map.of())) {
      assertThat(other.apiPort()).isPositive();
      TestServers.awaitUntil(
          "all is given", SWEPT, () -> visits.rewards(flow).equals(Visits.rewards(clients, 0)));
    }
    assertThat(
            survivor.sql(
                "SELECT concat_ws(' ', count(*), min(balance), max(balance), max(version))"
                    + " FROM wallets WHERE business = ?",
                shop.number()))
        // Version 1 opened it, version 2 is the reward.
        .isEqualTo(clients + " 2000 2000 2");
  }

  @Test
  void countsSurviveARestart() {
    String flow = shop.flow("Fifth visit", "visit", 5, false).getString("id");
    String wallet = shop.wallet(0);
    String client = visits.clientOf(wallet);
    for (int i = 0; i < 4; i++) {
      visits.report(client, "r" + i).expect(201);
    }
    survivor.restart();
    assertThat(visits.progress(flow, client).getLong("counted")).isEqualTo(4);
    assertThat(visits.report(client, "r3").expect(201).isReplay()).isTrue();
    visits.report(client, "r4").expect(201);
    assertThat(shop.balance(wallet)).isEqualTo(2_000);
  }

  /** Process number of the session that waits for a row to post to, or null. */
  private static Object poster() {
    return survivor.sql(
        "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%post(%'");
  }

  private static Map<String, String> onServers(Map<String, String> others) {
    Map<String, String> settings = new HashMap<>();
    settings.put("HOLDFAST_POSTGRES_URI", servers.postgres().orElseThrow().uri());
    settings.put("HOLDFAST_REDIS_URI", servers.redis().orElseThrow().uri());
    settings.put("HOLDFAST_EVENT_LOOPS", "1");
    settings.putAll(others);
    return settings;
  }
}
