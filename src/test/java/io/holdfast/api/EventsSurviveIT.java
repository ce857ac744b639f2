package io.holdfast.api;

import static io.holdfast.TestServers.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.holdfast.api.Receiver.Answer;
import io.holdfast.api.Receiver.Message;
import io.holdfast.embedded.EmbeddedServers;
import io.holdfast.ledger.PostgresOptions;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever dies, and whenever: what was committed is told, and nothing else. */
class EventsSurviveIT {
  private static final String ADMIN_KEY = "hf_admin_of_this_test";
  private static final int KILLS = 4;
  private static final int WALLETS = 24;
  private static final int CALLERS = 4;

  private final ChildService[] instances = new ChildService[2];
  private final AtomicInteger sold = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();

  @Test
  void instancesAreKilledAgainAndAgainAndTheReceiverKnowsTheWholeJournal() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (EmbeddedServers servers = TestService.startServers();
        Receiver receiver = new Receiver()) {
      Map<String, String> settings =
          Map.of(
              "HOLDFAST_POSTGRES_URI",
              servers.postgres().orElseThrow().uri(),
              "HOLDFAST_REDIS_URI",
              servers.redis().orElseThrow().uri(),
              "HOLDFAST_ADMIN_KEY",
              ADMIN_KEY,
              // A machine that is busy with more than this test starts slowly.
              "HOLDFAST_POSTGRES_CONNECT_TIMEOUT_MILLIS",
              "20000",
              "HOLDFAST_WEBHOOKS_ALLOW_HTTP",
              "true",
              "HOLDFAST_WEBHOOKS_ALLOW_PRIVATE_ADDRESSES",
              "true");
      instances[0] = ChildService.start(settings);
      instances[1] = ChildService.start(settings);
      Random chance = new Random(seed);
      // A receiver that fails now and then keeps deliveries in every state.
      receiver.answer(
          message -> Answer.of(message.body().hashCode() % 101 == 0 && once(message) ? 500 : 200));
      admin(0)
          .post("/v1/webhook-endpoints", new JsonObject().put("url", receiver.url("/all")))
          .expect(201);
      List<String> wallets = new ArrayList<>();
      for (int i = 0; i < WALLETS; i++) {
        wallets.add(open(i));
      }
      for (int i = 0; i < CALLERS; i++) {
        Random random = new Random(seed + i);
        threads.execute(() -> sell(wallets, random));
      }
      for (int i = 0; i < KILLS; i++) {
        int before = sold.get();
        int victim = chance.nextInt(2);
        awaitUntil("sales", () -> sold.get() > before + 100);
        instances[victim].kill();
        instances[victim] = ChildService.start(settings);
      }
      ended.set(true);
      threads.shutdown();
      assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      judge(servers, receiver);
    } finally {
      ended.set(true);
      threads.shutdownNow();
      for (ChildService instance : instances) {
        if (instance != null) {
          instance.close();
        }
      }
    }
  }

  private final Set<String> failed = new HashSet<>();

  private synchronized boolean once(Message message) {
    return failed.add(message.id());
  }

  private Client admin(int instance) {
    return instances[instance].client(ADMIN_KEY);
  }

  private String open(int i) {
    String id =
        admin(0).post("/v1/wallets", Shop.opening("cl_" + i, "USD")).json(201).getString("id");
    admin(0).post("/v1/credits", Shop.move(id, 1_000_000)).expect(201);
    return id;
  }

  private void sell(List<String> wallets, Random random) {
    while (!ended.get()) {
      String wallet = wallets.get(random.nextInt(WALLETS));
      try {
        Client client = admin(random.nextInt(2));
        if (random.nextBoolean()) {
          client.post("/v1/debits", Shop.move(wallet, 1)).expect(201);
        } else {
          JsonObject held = client.post("/v1/authorizations", Shop.move(wallet, 2)).json(201);
          String path = "/v1/authorizations/" + held.getString("id");
          client.post(path + (random.nextBoolean() ? "/capture" : "/void"), new JsonObject());
        }
        sold.incrementAndGet();
      } catch (UncheckedIOException | AssertionError killed) {
        // Whether it was applied the journal knows.
      }
    }
  }

  private void judge(EmbeddedServers servers, Receiver receiver) {
    Map<String, JsonObject> feed = new LinkedHashMap<>();
    awaitUntil("all is in the feed", () -> ask(servers, "SELECT count(*) FROM outbox") == 0);
    for (JsonObject event : new FeedReader(admin(0)).read()) {
      assertThat(feed.put(event.getString("id"), event)).as("twice in the feed").isNull();
    }
    // Each journal row but fences and terms is an event, a capture two; each wallet was opened.
    int expected =
        ask(
            servers,
            "SELECT sum(CASE WHEN kind = 3 THEN 2 WHEN kind IN (12, 13) THEN 0 ELSE 1 END)"
                + " FROM journal");
    assertThat(feed).hasSize(expected);
    // What a killed instance had taken is taken by another when its lease is over.
    awaitUntil(
        "the receiver knows all",
        Duration.ofMinutes(3),
        () -> ids(receiver).containsAll(feed.keySet()));
    assertThat(ids(receiver)).isEqualTo(feed.keySet());
    Map<String, List<String>> told = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Message message : receiver.messages()) {
      assertThat(message.event()).isEqualTo(feed.get(message.id()));
      if (seen.add(message.id())) {
        told.computeIfAbsent(wallet(message.event()), first -> new ArrayList<>()).add(message.id());
      }
    }
    Map<String, List<String>> happened = new HashMap<>();
    feed.values()
        .forEach(
            event ->
                happened
                    .computeIfAbsent(wallet(event), first -> new ArrayList<>())
                    .add(event.getString("id")));
    assertThat(told).isEqualTo(happened);
    System.out.println(
        feed.size() + " events, " + (receiver.messages().size() - feed.size()) + " told again");
  }

  private static Set<String> ids(Receiver receiver) {
    Set<String> ids = new HashSet<>();
    receiver.messages().forEach(message -> ids.add(message.id()));
    return ids;
  }

  private static String wallet(JsonObject event) {
    JsonObject data = event.getJsonObject("data");
    return data.getString("wallet_id", data.getString("id"));
  }

  private static int ask(EmbeddedServers servers, String sql) {
    PostgresOptions book = PostgresOptions.parse(servers.postgres().orElseThrow().uri());
    return Integer.parseInt(TestServers.ask(book, sql));
  }
}
