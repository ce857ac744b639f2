package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.holdfast.embedded.EmbeddedServers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Watching how the service is. */
final class LiveIT {
  private static final String PATH = "/v1/live";

  @Test
  void theOperatorSeesWhatTheServiceDoesForEverybody() {
    Shop operator = Shop.operator();
    Shop other = Shop.open();
    String own = operator.wallet(1_000);
    String others = other.wallet(1_000);
    try (Watcher watcher = Watcher.begin(operator.admin())) {
      watcher.sees(2);
      for (int i = 0; i < 20; i++) {
        (i % 2 == 0 ? operator : other)
            .admin()
            .post("/v1/debits", Shop.move(i % 2 == 0 ? own : others, 1))
            .expect(201);
      }
      operator.admin().post("/v1/debits", Shop.move(own, 5_000)).problem(402, "insufficient_funds");
      other.admin().post("/v1/debits", Shop.move(others, 6_000)).expect(402);
      // The first events are of what happened before.
      TestServers.awaitUntil("the decline is seen", () -> !declines(watcher, own).isEmpty());
      watcher.sees(2);
      assertThat(count(watcher, "debit", "approved")).isGreaterThanOrEqualTo(20);
      assertThat(count(watcher, "debit", "declined")).isGreaterThanOrEqualTo(2);
      assertThat(sum(watcher, "declines", "reason", "insufficient_funds", "count"))
          .isGreaterThanOrEqualTo(2);
      assertThat(sum(watcher, "latency", "of", "requests", "count")).isGreaterThanOrEqualTo(22);
      assertThat(sum(watcher, "latency", "of", "commits", "count")).isGreaterThan(0);
      List<JsonObject> declined = declines(watcher, own);
      assertThat(declined).hasSize(1);
      assertThat(declined.get(0).getLong("amount")).isEqualTo(5_000);
      assertThat(declined.get(0).getLong("available")).isEqualTo(990);
      assertThat(declined.get(0).getString("reason")).isEqualTo("insufficient_funds");
      assertThat(declined.get(0).getJsonObject("actor").getString("name")).isEqualTo("owner");
      assertThat(declines(watcher, others)).isEmpty();
      JsonObject last = last(watcher);
      assertThat(last.getString("instance")).endsWith(":" + operator.service().apiPort());
      assertThat(up(last)).containsExactly("postgres", "redis");
      assertThat(last.getJsonObject("audit").getJsonArray("parts")).hasSize(3);
    }
  }

  @Test
  void anotherBusinessSeesItsDeclinesAndNothingOfWhatIsDoneForOthers() {
    Shop shop = Shop.open();
    Shop other = Shop.open();
    String wallet = shop.wallet(10);
    String others = other.wallet(10);
    shop.admin().post("/v1/authorizations", Shop.move(wallet, 11)).expect(402);
    other.admin().post("/v1/debits", Shop.move(others, 11)).expect(402);
    try (Watcher watcher = Watcher.begin(shop.admin())) {
      // What was declined before is told first, once.
      watcher.sees(3);
      assertThat(watcher.events())
          .allSatisfy(event -> assertThat(event.getValue("traffic")).isNull())
          .allSatisfy(
              event ->
                  assertThat(event.getJsonObject("audit").getValue("quarantined_wallets"))
                      .isNull());
      List<JsonObject> all = declines(watcher);
      assertThat(all).hasSize(1);
      assertThat(all.get(0).getString("wallet_id")).isEqualTo(wallet);
      assertThat(all.get(0).getString("operation")).isEqualTo("authorize");
    }
  }

  @Test
  void aReplayedDeclineIsNoOtherDecline() {
    Shop shop = Shop.open();
    String wallet = shop.wallet(10);
    String key = Client.newKey();
    for (int i = 0; i < 3; i++) {
      shop.admin().post("/v1/debits", key, Shop.move(wallet, 11)).expect(402);
    }
    try (Watcher watcher = Watcher.begin(shop.admin())) {
      watcher.sees(1);
      assertThat(declines(watcher)).hasSize(1);
    }
  }

  @Test
  void whoeverComesBackMissesNothing() {
    Shop shop = Shop.open();
    String seen;
    try (Watcher first = Watcher.begin(shop.admin())) {
      first.sees(3);
      seen = first.ids().get(first.ids().size() - 2);
    }
    try (Watcher again = Watcher.begin(shop.admin(), seen)) {
      again.sees(2);
      assertThat(again.ids().get(0)).isEqualTo(next(seen));
      assertThat(again.ids()).doesNotHaveDuplicates();
    }
    try (Watcher stranger = Watcher.begin(shop.admin(), "of-another-process-7")) {
      stranger.sees(1);
      assertThat(stranger.ids().get(0)).startsWith(seen.substring(0, seen.lastIndexOf('-')));
    }
  }

  @Test
  void aStreamEndsWithTheKey() {
    Shop shop = Shop.open();
    JsonObject key = shop.key("admin");
    try (Watcher watcher = Watcher.begin(shop.service().client(key.getString("secret")))) {
      watcher.sees(1);
      shop.admin().delete("/v1/api-keys/" + key.getString("id")).expect(204);
      watcher.ends();
    }
  }

  @Test
  void aMemberWatchesUntilSigningOutOrBeingAllowedNoMore() {
    Shop shop = Shop.open();
    SignedIn member = shop.signIn(shop.member("admin"));
    try (Watcher watcher = Watcher.begin(member.client())) {
      watcher.sees(1);
      member.client().delete("/v1/session").expect(204);
      watcher.ends();
    }
    JsonObject another = shop.member("admin");
    try (Watcher watcher = Watcher.begin(shop.signIn(another).client())) {
      watcher.sees(1);
      JsonObject less = new JsonObject().put("permissions", new JsonArray().add("checkout"));
      shop.admin().patch("/v1/staff/" + another.getString("id"), less).expect(200);
      watcher.ends();
    }
    shop.signIn(another).client().get(PATH).problem(403, "forbidden");
  }

  @Test
  void oneBusinessDoesNotTakeAllPlaces() {
    Shop shop = Shop.open();
    List<Watcher> watchers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      watchers.add(Watcher.begin(shop.admin()));
    }
    Reply refused = shop.admin().get(PATH);
    refused.problem(429, "rate_limited");
    assertThat(refused.header("Retry-After")).hasValue("10");
    try (Watcher other = Watcher.begin(Shop.open().admin())) {
      other.sees(1);
    }
    watchers.remove(0).close();
    TestServers.awaitUntil("there is a place again", () -> mayWatch(shop));
    watchers.forEach(Watcher::close);
  }

  @Test
  void aStreamOutlivesIdleConnectionsAndEndsWithTheService() {
    Map<String, String> settings =
        Map.of(
            "HOLDFAST_ADMIN_KEY", TestService.ADMIN_KEY, "HOLDFAST_HTTP_IDLE_TIMEOUT_SECONDS", "4");
    try (EmbeddedServers servers = TestService.startServers()) {
      TestService service = TestService.start(servers, settings);
      try (Watcher watcher = Watcher.begin(service.client(TestService.ADMIN_KEY))) {
        watcher.sees(7);
        assertThat(watcher.isOver()).isFalse();
        assertThat(last(watcher).getJsonObject("traffic")).isNotNull();
        long begunNanos = System.nanoTime();
        service.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begunNanos))
            .isLessThan(Duration.ofSeconds(5));
        watcher.ends();
      }
    }
  }

  @Test
  void aServerThatIsAwayIsSeenToBe() {
    Map<String, String> settings = Map.of("HOLDFAST_ADMIN_KEY", TestService.ADMIN_KEY);
    try (EmbeddedServers servers = TestService.startServers();
        TestService service = TestService.start(servers, settings);
        Watcher watcher = Watcher.begin(service.client(TestService.ADMIN_KEY))) {
      watcher.sees(2);
      servers.redis().orElseThrow().close();
      TestServers.awaitUntil(
          "Redis is seen to be away", () -> !up(last(watcher)).contains("redis"));
      assertThat(up(last(watcher))).containsExactly("postgres");
      servers.postgres().orElseThrow().close();
      TestServers.awaitUntil("PostgreSQL too", () -> up(last(watcher)).isEmpty());
      watcher.sees(2); // Nobody's silence holds it up.
    }
  }

  private static boolean mayWatch(Shop shop) {
    try (Watcher one = Watcher.begin(shop.admin())) {
      one.sees(1);
      return true;
    } catch (AssertionError refused) {
      return false;
    }
  }

  private static String next(String id) {
    int end = id.lastIndexOf('-') + 1;
    return id.substring(0, end) + (Long.parseLong(id.substring(end)) + 1);
  }

  private static long count(Watcher watcher, String operation, String outcome) {
    return sum(watcher, "operations", "operation", operation, outcome);
  }

  /** Over all events, of what is named so in a list of the traffic. */
  private static long sum(Watcher watcher, String list, String key, String name, String value) {
    return watcher.events().stream()
        .flatMap(event -> objects(event.getJsonObject("traffic").getJsonArray(list)).stream())
        .filter(entry -> entry.getString(key).equals(name))
        .mapToLong(entry -> entry.getLong(value))
        .sum();
  }

  private static List<JsonObject> declines(Watcher watcher) {
    return watcher.events().stream()
        .flatMap(event -> objects(event.getJsonArray("declines")).stream())
        .toList();
  }

  private static List<JsonObject> declines(Watcher watcher, String wallet) {
    return declines(watcher).stream()
        .filter(decline -> wallet.equals(decline.getString("wallet_id")))
        .toList();
  }

  private static JsonObject last(Watcher watcher) {
    List<JsonObject> all = watcher.events();
    return all.get(all.size() - 1);
  }

  private static List<String> up(JsonObject event) {
    return objects(event.getJsonArray("parts")).stream()
        .filter(part -> part.getBoolean("up"))
        .map(part -> part.getString("part"))
        .toList();
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }
}
