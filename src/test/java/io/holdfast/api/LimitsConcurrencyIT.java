package io.holdfast.api;

import static io.holdfast.api.Shop.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.holdfast.embedded.EmbeddedServers;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hundred requests at once through two instances: exactly as many as the limit has room for. */
final class LimitsConcurrencyIT {
  private static final int REQUESTS = 100;
  private static final int ROOM = 10;

  private static EmbeddedServers servers;
  private static TestService one;
  private static TestService two;

  private Shop shop;
  private Client[] clients;
  private String location;

  @BeforeAll
  static void start() {
    servers = TestService.startServers();
    one = TestService.start(servers, Map.of());
    two = TestService.start(servers, Map.of());
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
    servers.close();
  }

  @AfterEach
  void usageIsTheSumOfItsCharges() {
    assertThat(one.sql(LimitsIT.USAGE_IS_NOT_ITS_CHARGES)).isEqualTo(0L);
  }

  @ParameterizedTest
  @CsvSource({
    "wallet, count",
    "wallet, amount",
    "location, count",
    "location, amount",
    "business, count",
    "business, amount"
  })
  void exactlyTenOfAHundredGetThrough(String scope, String what) {
    open(scope, what);
    List<String> wallets = wallets(scope.equals("wallet") ? 1 : 7);
    count(atOnce(wallets, 0, REQUESTS));
    // The rest of them change nothing.
    assertThat(atOnce(wallets, 1, 20)).allMatch(reply -> reply.status() == 402);
    used();
  }

  @ParameterizedTest
  @CsvSource({"wallet, count", "business, amount"})
  void theLossOfRedisInBetweenLetsNothingMoreThrough(String scope, String what) {
    open(scope, what);
    List<String> wallets = wallets(scope.equals("wallet") ? 1 : 7);
    List<CompletableFuture<Reply>> first = send(wallets, 0, REQUESTS / 2);
    Sockets.redis(servers.redis().orElseThrow(), "FLUSHALL");
    List<CompletableFuture<Reply>> then = send(wallets, 1, REQUESTS / 2);
    List<Reply> replies = new ArrayList<>(joined(first));
    replies.addAll(joined(then));
    count(replies);
    used();
  }

  @Test
  void withoutRedisItIsTheSame() {
    open("business", "count");
    List<String> wallets = wallets(7);
    servers.redis().orElseThrow().kill();
    try {
      count(atOnce(wallets, 0, REQUESTS));
    } finally {
      servers.redis().orElseThrow().restart();
    }
    used();
  }

  @Test
  void whatIsVoidedMakesRoomForExactlyAsMuch() {
    open("business", "count");
    List<String> wallets = wallets(7);
    List<CompletableFuture<Reply>> holds = new ArrayList<>();
    for (int i = 0; i < ROOM; i++) {
      holds.add(
          clients[i % 2].postLater(
              "/v1/authorizations", Client.newKey(), sale(wallets.get(i % wallets.size()))));
    }
    List<CompletableFuture<Reply>> mixed = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id = holds.get(i).join().json(201).getString("id");
      // Twice each: the second copy gives nothing back.
      for (Client client : clients) {
        mixed.add(
            client.postLater(
                "/v1/authorizations/" + id + "/void", Client.newKey(), new JsonObject()));
      }
    }
    mixed.forEach(CompletableFuture::join);
    List<Reply> replies = atOnce(wallets, 0, 50);
    assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(4);
    used();
  }

  /** A business of its own with one limit, which both instances know. */
  private void open(String scope, String what) {
    shop = Shop.open(one);
    location = shop.location("Here");
    JsonObject limit = LimitsIT.limit(scope, "month");
    if (what.equals("count")) {
      limit.put("max_count", ROOM);
    } else {
      limit.put("max_amount", ROOM * 5L + 4).put("currency", "USD");
    }
    shop.admin().post("/v1/limits", limit).expect(201);
    clients =
        new Client[] {
          new Client(one.apiPort(), shop.secret()), new Client(two.apiPort(), shop.secret())
        };
    known();
  }

  /**
   * Waits until the second instance knows that there are limits. Until then it lets through more
   * than one of them allows, and counts nothing.
   */
  private void known() {
    String probe = shop.wallet(100_000);
    JsonObject one = LimitsIT.limit("wallet", "month").put("scope_id", probe).put("max_amount", 1);
    shop.admin().post("/v1/limits", one).expect(201);
    long sinceNanos = System.nanoTime();
    TestServers.awaitUntil(
        "the other instance knows that there are limits",
        () -> clients[1].post("/v1/debits", move(probe, 2)).status() == 402);
    assertThat(System.nanoTime() - sinceNanos).isLessThan(5_000_000_000L);
  }

  private List<String> wallets(int count) {
    List<String> wallets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      wallets.add(shop.wallet(100_000));
    }
    return wallets;
  }

  private JsonObject sale(String wallet) {
    return move(wallet, 5).put("location_id", location);
  }

  private List<CompletableFuture<Reply>> send(List<String> wallets, int from, int count) {
    List<CompletableFuture<Reply>> sent = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      String path = i % 3 == 0 ? "/v1/authorizations" : "/v1/debits";
      JsonObject body = sale(wallets.get(i % wallets.size()));
      sent.add(clients[i % 2].postLater(path, Client.newKey(), body));
    }
    return sent;
  }

  private List<Reply> atOnce(List<String> wallets, int from, int count) {
    return joined(send(wallets, from, count));
  }

  private static List<Reply> joined(List<CompletableFuture<Reply>> sent) {
    return sent.stream().map(CompletableFuture::join).toList();
  }

  private static void count(List<Reply> replies) {
    assertThat(replies).extracting(Reply::status).containsOnly(201, 402);
    assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(ROOM);
    replies.stream()
        .filter(reply -> reply.status() == 402)
        .forEach(reply -> reply.problem(402, "velocity_exceeded"));
  }

  /** The window has taken ten payments. */
  private void used() {
    assertThat(
            one.sql(
                "SELECT sum(u.count)::bigint FROM limit_usage u"
                    + " JOIN limits l ON l.number = u.limit_number"
                    + " WHERE l.business = ? AND l.scope_id IS NULL",
                shop.number()))
        .isEqualTo((long) ROOM);
  }
}
