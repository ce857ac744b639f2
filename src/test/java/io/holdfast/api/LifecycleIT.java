package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestAudit;
import io.holdfast.TestRedis;
import io.holdfast.TestServers;
import io.holdfast.embedded.EmbeddedServers;
import io.holdfast.ledger.PostgresOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances as processes of their own over the same servers: stopped, killed, side by side. */
final class LifecycleIT {
  private static final String ADMIN_KEY = "hf_dev_admin";
  private static final int WALLETS = 10;
  private static final int TILLS = 6;
  private static final long DEPOSIT = 1_000_000;

  /** From the death of an instance to the last of its reservations settled. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private static EmbeddedServers servers;
  private static Map<String, String> onServers;
  private static PostgresOptions book;
  private static Vertx vertx;
  private static TestRedis redis;
  private static long seed;

  @BeforeAll
  static void start() {
    servers = TestService.startServers();
    onServers =
        Map.of(
            "HOLDFAST_POSTGRES_URI", servers.postgres().orElseThrow().uri(),
            "HOLDFAST_REDIS_URI", servers.redis().orElseThrow().uri(),
            "HOLDFAST_ADMIN_KEY", ADMIN_KEY);
    book = PostgresOptions.parse(servers.postgres().orElseThrow().uri());
    vertx = Vertx.vertx();
    redis = new TestRedis(vertx, servers.redis().orElseThrow().uri());
    seed = System.nanoTime();
    System.out.println("lifecycle seed: " + seed);
  }

  @AfterAll
  static void stop() {
    redis.close();
    TestServers.await(vertx.close());
    servers.close();
  }

  @Test
  void stoppedUnderLoadItAnswersWhatItAcceptedAndLeavesNothing() throws Exception {
    List<Till.Sale> sales;
    List<String> wallets;
    try (ChildService child = ChildService.start(onServers)) {
      wallets = wallets(child.client(ADMIN_KEY), WALLETS, DEPOSIT);
      List<Till> tills = Till.open(TILLS, child.client(ADMIN_KEY), wallets, seed);
      sellFor(1_000);
      child.stop();
      assertThat(child.exitCode(10)).as(child.output()).isZero();
      sales = Till.close(tills);
    }
    assertThat(redis.marks()).as("reservations left behind").isZero();
    assertThat(sales).extracting(Till.Sale::status).isSubsetOf(201, 503, 0);
    assertThat(sales).filteredOn(sale -> sale.status() == 201).hasSizeGreaterThan(50);
    try (ChildService next = ChildService.start(onServers)) {
      Client client = next.client(ADMIN_KEY);
      for (Till.Sale sale : sales) {
        if (sale.status() != 201) {
          // Refused, or the connection closed without an answer: nothing had been done for it.
          assertThat(Till.again(client, sale).isReplay()).as(sale.toString()).isFalse();
        }
      }
      everySaleCountsOnce(client, wallets, sales);
    }
  }

  @Test
  void killedUnderLoadASurvivorSettlesWhatItLeft() throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    try (ChildService survivor = ChildService.start(onServers)) {
      Client client = survivor.client(ADMIN_KEY);
      for (int round = 0; round < 3; round++) {
        List<String> wallets = wallets(client, WALLETS, DEPOSIT);
        List<Till.Sale> sales;
        long died;
        try (ChildService victim = ChildService.start(onServers)) {
          List<Till> tills = Till.open(TILLS, victim.client(ADMIN_KEY), wallets, seed);
          tills.addAll(Till.open(2, client, wallets, seed + 100));
          sellFor(500 + random.nextInt(700));
          victim.kill();
          died = System.nanoTime();
          sales = Till.close(tills);
        }
        Duration left = SETTLED.minusNanos(System.nanoTime() - died);
        TestServers.awaitUntil("no reservation is left", left, () -> redis.marks() == 0);
        TestAudit.cacheIsExact(book, redis);
        everySaleCountsOnce(client, wallets, sales);
      }
    }
  }

  @Test
  void bothKilledOneComesBackWithTheData(@TempDir Path data) throws Exception {
    Map<String, String> embedded = new HashMap<>();
    embedded.put("HOLDFAST_DATA_DIR", data.toString());
    List<Till.Sale> sales;
    List<String> wallets;
    try (ChildService child = ChildService.start(embedded)) {
      wallets = wallets(child.client(ADMIN_KEY), WALLETS, DEPOSIT);
      List<Till> tills = Till.open(TILLS, child.client(ADMIN_KEY), wallets, seed);
      sellFor(1_000);
      child.kill(); // Its servers go with it.
      sales = Till.close(tills);
    }
    try (ChildService again = ChildService.start(embedded)) {
      everySaleCountsOnce(again.client(ADMIN_KEY), wallets, sales);
      again.stop();
      assertThat(again.exitCode(10)).isZero();
    }
  }

  @Test
  void twoInstancesNeverOverspendAHotWalletAndReleaseAHoldOnce() throws Exception {
    try (ChildService one = ChildService.start(onServers);
        ChildService two = ChildService.start(onServers)) {
      Client first = one.client(ADMIN_KEY);
      Client second = two.client(ADMIN_KEY);
      List<String> hot = wallets(first, 1, 2_000);

      List<Till> tills = Till.open(TILLS, first, hot, seed);
      tills.addAll(Till.open(TILLS, second, hot, seed + 50));
      TestServers.awaitUntil("it is spent", () -> look(second, hot.get(0), "available") < 1);
      List<Till.Sale> sales = Till.close(tills);

      assertThat(sales).extracting(Till.Sale::status).containsOnly(201, 402);
      assertThat(approved(sales)).isEqualTo(2_000);

      String wallet = wallets(first, 1, 1_000).get(0);
      List<String> holds = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        JsonObject hold = Shop.move(wallet, 10).put("expires_in", 1);
        Client at = i % 2 == 0 ? first : second;
        holds.add(at.post("/v1/authorizations", hold).json(201).getString("id"));
      }
      TestServers.awaitUntil("all are released", () -> look(second, wallet, "held") == 0);
      assertThat(look(first, wallet, "available")).isEqualTo(1_000);
      for (String hold : holds) {
        JsonObject after = first.get("/v1/authorizations/" + hold).json(200);
        assertThat(after.getString("status")).isEqualTo("expired");
      }
      // Opened, filled; held, released: each once.
      assertThat(look(first, wallet, "version")).isEqualTo(2 + 20 + 20);
      TestAudit.balances(book);
      TestAudit.cacheIsExact(book, redis);
    }
  }

  @Test
  void itDoesNotStartOnServersThatMayLoseMoneyUnlessTold() throws Exception {
    TestServers.execute(book, "ALTER DATABASE holdfast SET synchronous_commit = off");
    try {
      refusesToStart("synchronous_commit");
    } finally {
      TestServers.execute(book, "ALTER DATABASE holdfast RESET synchronous_commit");
    }
    redis.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
    try {
      refusesToStart("maxmemory_policy");
      Map<String, String> told = new HashMap<>(onServers);
      told.put("HOLDFAST_ALLOW_UNSAFE", "true");
      try (ChildService child = ChildService.start(told)) {
        assertThat(child.readiness()).contains("\"unsafe\":[\"").contains("maxmemory_policy");
      }
    } finally {
      redis.ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
    }
  }

  private static void refusesToStart(String reason) throws Exception {
    try (ChildService child = ChildService.launch(onServers)) {
      assertThat(child.exitCode(60)).isEqualTo(1);
      assertThat(child.output()).contains("Not starting on servers").contains(reason);
    }
  }

  private static void everySaleCountsOnce(
      Client client, List<String> wallets, List<Till.Sale> sales) {
    Map<String, Long> spent = new HashMap<>();
    for (Till.Sale sale : sales) {
      Reply truth = Till.again(client, sale);
      assertThat(truth.status()).as(sale + " " + truth.body()).isEqualTo(201);
      spent.merge(sale.wallet(), sale.amount(), Long::sum);
    }
    for (String wallet : wallets) {
      long expected = DEPOSIT - spent.getOrDefault(wallet, 0L);
      assertThat(look(client, wallet, "balance")).isEqualTo(expected);
      assertThat(look(client, wallet, "available")).isEqualTo(expected);
    }
  }

  private static long approved(List<Till.Sale> sales) {
    return sales.stream().filter(sale -> sale.status() == 201).mapToLong(Till.Sale::amount).sum();
  }

  private static long look(Client client, String wallet, String field) {
    return client.get("/v1/wallets/" + wallet).json(200).getLong(field);
  }

  private static List<String> wallets(Client client, int count, long deposit) throws IOException {
    List<String> wallets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      JsonObject opening = Shop.opening("cl_" + UUID.randomUUID(), "USD");
      String id = client.post("/v1/wallets", opening).json(201).getString("id");
      client.post("/v1/credits", Shop.move(id, deposit)).expect(201);
      wallets.add(id);
    }
    return wallets;
  }

  private static void sellFor(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    TestServers.awaitUntil("some time of selling", () -> System.nanoTime() - end > 0);
  }
}
