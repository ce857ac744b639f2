package io.holdfast.api;

import static io.holdfast.TestServers.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.holdfast.api.Receiver.Answer;
import io.holdfast.api.Receiver.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Being told, on real servers, by a receiver that checks signatures as everybody's library does.
 */
class WebhooksIT {
  private static final String ENDPOINTS = "/v1/webhook-endpoints";

  private final Shop shop = Shop.open();
  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  private JsonObject listen(String path, String... types) {
    JsonObject body = new JsonObject().put("url", receiver.url(path));
    if (types.length > 0) {
      body.put("event_types", new JsonArray(List.of(types)));
    }
    return shop.admin().post(ENDPOINTS, body).json(201);
  }

  private List<Message> received(String path, int count) {
    awaitUntil(count + " messages", () -> receiver.messages(path).size() >= count);
    return receiver.messages(path);
  }

  private List<JsonObject> deliveries(JsonObject endpoint) {
    return shop.admin()
        .get(ENDPOINTS + "/" + endpoint.getString("id") + "/deliveries?limit=200")
        .data();
  }

  private JsonObject endpoint(JsonObject endpoint) {
    return shop.admin().get(ENDPOINTS + "/" + endpoint.getString("id")).json(200);
  }

  /** Makes what failed due now. */
  private void hurry() {
    shop.service()
        .sql(
            "WITH due AS (UPDATE webhook_deliveries SET next_attempt_at = now()"
                + " WHERE status = 0 AND leased_until IS NULL RETURNING 1)"
                + " SELECT count(*)::int FROM due");
  }

  @Test
  void aWebhookIsTheEventOfTheFeedSignedByTheStandard() {
    shop.wallet(1);
    FeedReader feed = new FeedReader(shop.admin());
    awaitUntil("in the feed", () -> feed.read().size() == 2);
    JsonObject endpoint = listen("/all");
    String wallet = shop.wallet(10_000);
    shop.hold(wallet, 100);
    List<Message> messages = received("/all", 3);
    List<JsonObject> events = feed.read();
    // What was before the endpoint is not sent.
    assertThat(messages.stream().map(Message::event))
        .containsExactlyElementsOf(events.subList(2, 5));
    Webhook webhook = new Webhook(endpoint.getString("secret"));
    for (Message message : messages) {
      assertThat(message.id()).isEqualTo(message.event().getString("id"));
      assertThatCode(() -> webhook.verify(message.body(), message.headers()))
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> webhook.verify(message.body() + " ", message.headers())).isNotNull();
    }
    awaitUntil(
        "all recorded", () -> deliveries(endpoint).stream().allMatch(each -> succeeded(each)));
    JsonObject delivery = deliveries(endpoint).get(2);
    assertThat(delivery.getString("event_id")).isEqualTo(events.get(2).getString("id"));
    assertThat(delivery.getJsonArray("attempts").getJsonObject(0).getInteger("status_code"))
        .isEqualTo(200);
  }

  private static boolean succeeded(JsonObject delivery) {
    return delivery.getString("status").equals("succeeded");
  }

  @Test
  void anEndpointGetsWhatItAskedFor() {
    listen("/some", "authorization.*", "wallet.created");
    String wallet = shop.wallet(1_000);
    String hold = shop.hold(wallet, 100);
    shop.admin().post("/v1/authorizations/" + hold + "/capture", new JsonObject()).expect(200);
    assertThat(received("/some", 3).stream().map(each -> each.event().getString("type")))
        .containsExactly("wallet.created", "authorization.created", "authorization.captured");
  }

  @Test
  void whatFailsIsTriedAgainUntilItGetsThrough() {
    AtomicInteger calls = new AtomicInteger();
    receiver.answer(
        message ->
            switch (calls.incrementAndGet()) {
              case 1 -> Answer.of(500);
              case 2 -> new Answer(302, Map.of("Location", receiver.url("/elsewhere")));
              default -> Answer.of(204);
            });
    JsonObject endpoint = listen("/flaky", "wallet.created");
    shop.wallet(0);
    received("/flaky", 1);
    awaitUntil(
        "through",
        () -> {
          hurry();
          return deliveries(endpoint).stream().anyMatch(WebhooksIT::succeeded);
        });
    assertThat(receiver.messages("/flaky")).hasSize(3);
    assertThat(new HashSet<>(receiver.messages("/flaky").stream().map(Message::id).toList()))
        .hasSize(1);
    assertThat(receiver.messages("/elsewhere")).isEmpty();
    JsonArray attempts = deliveries(endpoint).get(0).getJsonArray("attempts");
    assertThat(attempts.stream().map(each -> ((JsonObject) each).getInteger("status_code")))
        .containsExactly(500, 302, 204);
  }

  @Test
  void aReceiverThatAsksForTimeGetsIt() {
    receiver.answer(message -> new Answer(429, Map.of("Retry-After", "3600")));
    JsonObject endpoint = listen("/busy", "wallet.created");
    shop.wallet(0);
    received("/busy", 1);
    awaitUntil("recorded", () -> !deliveries(endpoint).get(0).getJsonArray("attempts").isEmpty());
    int seconds =
        (Integer)
            shop.service()
                .sql(
                    "SELECT extract(epoch FROM d.next_attempt_at - now())::int"
                        + " FROM webhook_deliveries d JOIN webhook_endpoints e"
                        + " ON e.number = d.endpoint WHERE e.business = ?",
                    shop.number());
    assertThat(seconds).isBetween(3_500, 3_600);
  }

  @Test
  void goneMeansGoneUntilSomebodyEnablesIt() {
    receiver.answer(message -> Answer.of(410));
    JsonObject endpoint = listen("/gone", "wallet.created");
    shop.wallet(0);
    awaitUntil("disabled", () -> !endpoint(endpoint).getBoolean("enabled"));
    assertThat(endpoint(endpoint).getString("disabled_reason")).isEqualTo("gone");
    FeedReader feed = new FeedReader(shop.admin());
    awaitUntil("told", () -> feed.types().contains("webhook_endpoint.disabled"));
    shop.wallet(0);
    receiver.answer(message -> Answer.of(200));
    String path = ENDPOINTS + "/" + endpoint.getString("id");
    JsonObject enabled = shop.admin().patch(path, new JsonObject().put("enabled", true)).json(200);
    assertThat(enabled.getValue("disabled_reason")).isNull();
    // What happened meanwhile is sent; what had failed for good is not.
    assertThat(received("/gone", 2)).hasSize(2);
  }

  @Test
  void anEndpointToWhichNothingGetsThroughIsDisabledInTheEnd() {
    receiver.answer(message -> Answer.of(500));
    JsonObject endpoint = listen("/dead", "wallet.created");
    shop.wallet(0);
    received("/dead", 1);
    awaitUntil(
        "disabled",
        () -> {
          hurry();
          return !endpoint(endpoint).getBoolean("enabled");
        });
    assertThat(endpoint(endpoint).getString("disabled_reason")).isEqualTo("failing");
    JsonObject delivery = deliveries(endpoint).get(0);
    assertThat(delivery.getString("status")).isEqualTo("failed");
    assertThat(delivery.getJsonArray("attempts")).hasSize(20);
    assertThat(delivery.getValue("next_attempt_at")).isNull();
  }

  @Test
  void anEventOfAWalletWaitsForTheOneBeforeItAndOtherWalletsDoNot() {
    String first = shop.wallet(100);
    String second = shop.wallet(100);
    listen("/order", "authorization.created");
    Set<String> refused = new HashSet<>(List.of(first));
    receiver.answer(message -> Answer.of(refused.contains(walletOf(message)) ? 500 : 200));
    shop.hold(first, 1);
    shop.hold(first, 2);
    shop.hold(second, 3);
    shop.hold(second, 4);
    awaitUntil(
        "the other wallet's",
        () -> {
          hurry();
          return amounts(second).size() == 2;
        });
    assertThat(amounts(first)).containsOnly(1);
    refused.clear();
    awaitUntil(
        "its own as well",
        () -> {
          hurry();
          return amounts(first).contains(2);
        });
    assertThat(amounts(second)).containsExactly(3, 4);
  }

  private static String walletOf(Message message) {
    return message.event().getJsonObject("data").getString("wallet_id");
  }

  private List<Integer> amounts(String wallet) {
    return receiver.messages("/order").stream()
        .filter(message -> walletOf(message).equals(wallet))
        .map(message -> message.event().getJsonObject("data").getInteger("amount"))
        .toList();
  }

  @Test
  void aSlowEndpointHoldsUpNobodyElse() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    receiver.answer(
        message -> {
          if (message.path().equals("/slow")) {
            try {
              release.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
              Thread.currentThread().interrupt();
            }
          }
          return Answer.of(200);
        });
    JsonObject slow = listen("/slow", "wallet.created");
    listen("/quick", "wallet.created");
    for (int i = 0; i < 12; i++) {
      shop.wallet(0);
    }
    received("/quick", 12);
    // At most so many at a time.
    assertThat(receiver.messages("/slow").size()).isBetween(1, 8);
    release.countDown();
    received("/slow", 12);
    awaitUntil("recorded", () -> deliveries(slow).stream().allMatch(WebhooksIT::succeeded));
  }

  @Test
  void aRotatedSecretAndTheOneBeforeItSignSideBySide() {
    JsonObject endpoint = listen("/rotating", "wallet.created");
    String path = ENDPOINTS + "/" + endpoint.getString("id") + "/secrets";
    String key = Client.newKey();
    JsonObject rotated = shop.admin().post(path, key, "{}").json(201);
    Reply again = shop.admin().post(path, key, "{}");
    assertThat(again.isReplay()).isTrue();
    assertThat(again.json(201).getValue("secret")).isNull();
    shop.wallet(0);
    Message message = received("/rotating", 1).get(0);
    for (JsonObject each : List.of(endpoint, rotated)) {
      assertThatCode(
              () -> new Webhook(each.getString("secret")).verify(message.body(), message.headers()))
          .doesNotThrowAnyException();
    }
    assertThat(message.headers().firstValue("webhook-signature").orElseThrow().split(" "))
        .hasSize(2);
  }

  @Test
  void aSecretIsShownOnceAndStandsNowhereElse() {
    String key = Client.newKey();
    JsonObject body = new JsonObject().put("url", receiver.url("/secret"));
    String secret = shop.admin().post(ENDPOINTS, key, body).json(201).getString("secret");
    assertThat(secret).startsWith("whsec_");
    JsonObject again = shop.admin().post(ENDPOINTS, key, body).json(201);
    assertThat(again.getValue("secret")).isNull();
    String path = ENDPOINTS + "/" + again.getString("id");
    assertThat(shop.admin().get(path).json(200).containsKey("secret")).isFalse();
    assertThat(shop.admin().get(ENDPOINTS).data()).hasSize(1);
    String kept =
        (String)
            shop.service()
                .sql(
                    "SELECT (SELECT string_agg(body, ' ') FROM creations WHERE business = ?)"
                        + " || (SELECT string_agg(concat(before, after), ' ') FROM changes"
                        + " WHERE business = ?)",
                    shop.number(),
                    shop.number());
    assertThat(kept).contains(receiver.url("/secret")).doesNotContain("whsec", secret.substring(6));
  }

  @Test
  void anEventIsSentAgainWhenAskedFor() {
    JsonObject endpoint = listen("/replay", "wallet.created");
    String wallet = shop.wallet(0);
    Message first = received("/replay", 1).get(0);
    String path = ENDPOINTS + "/" + endpoint.getString("id") + "/replays";
    JsonObject body = new JsonObject().put("event_id", first.id());
    String key = Client.newKey();
    JsonObject delivery = shop.admin().post(path, key, body).json(201);
    assertThat(delivery.getString("status")).isEqualTo("pending");
    assertThat(shop.admin().post(path, key, body).json(201)).isEqualTo(delivery);
    Message second = received("/replay", 2).get(1);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.body()).isEqualTo(first.body());
    shop.admin().post(path, new JsonObject().put("event_id", wallet)).problem(404, "not_found");
  }

  @Test
  void anEndpointIsChangedAndDeleted() {
    JsonObject endpoint = listen("/changing", "wallet.created");
    String path = ENDPOINTS + "/" + endpoint.getString("id");
    JsonObject change =
        new JsonObject()
            .put("url", receiver.url("/changed"))
            .put("event_types", new JsonArray(List.of("*")))
            .put("description", "new");
    JsonObject changed = shop.admin().patch(path, change).json(200);
    assertThat(changed.getString("description")).isEqualTo("new");
    assertThat(changed.getJsonArray("event_types")).containsExactly("*");
    shop.wallet(5);
    received("/changed", 2);
    shop.admin().patch(path, new JsonObject().put("enabled", false)).expect(200);
    shop.admin().delete(path).expect(204);
    shop.admin().delete(path).problem(404, "not_found");
    shop.admin().get(path).problem(404, "not_found");
    shop.admin().patch(path, "{}").problem(400, "invalid_request");
  }

  @Test
  void whatIsWrongWithAnEndpointIsSaidAtOnce() {
    Client admin = shop.admin();
    for (String url :
        List.of("ftp://a.example/", "http://169.254.169.254/", "http://u:p@a.example/", "x")) {
      Reply reply = admin.post(ENDPOINTS, new JsonObject().put("url", url));
      reply.problem(400, "invalid_request");
      assertThat(reply.pointers()).containsExactly("/url");
    }
    JsonObject body = new JsonObject().put("url", "https://a.example/");
    for (Object types : List.of(List.of(), List.of("Wallet"), List.of("a.b", "a.b"), "a.b")) {
      Object value = types instanceof List<?> list ? new JsonArray(list) : types;
      admin.post(ENDPOINTS, body.copy().put("event_types", value)).problem(400, "invalid_request");
    }
    for (int i = 0; i < 20; i++) {
      admin.post(ENDPOINTS, body).expect(201);
    }
    admin.post(ENDPOINTS, body).problem(400, "invalid_request");
  }

  @Test
  void twoInstancesShareTheWorkAndNeverSendTheSameAtATime() {
    try (TestService other = TestService.start(shop.service().servers(), Map.of())) {
      Map<String, Integer> under = new HashMap<>();
      AtomicInteger collisions = new AtomicInteger();
      receiver.answer(
          message -> {
            synchronized (under) {
              if (under.merge(message.id(), 1, Integer::sum) > 1) {
                collisions.incrementAndGet();
              }
            }
            return Answer.of(200);
          });
      listen("/shared");
      List<String> wallets = List.of(shop.wallet(500), shop.wallet(500), shop.wallet(500));
      for (int i = 0; i < 40; i++) {
        for (String wallet : wallets) {
          other.client(shop.secret()).post("/v1/debits", Shop.move(wallet, 1)).expect(201);
        }
      }
      received("/shared", 126);
      List<JsonObject> events = new FeedReader(shop.admin()).read();
      assertThat(receiver.messages("/shared").stream().map(Message::id))
          .containsExactlyInAnyOrderElementsOf(
              events.stream().map(event -> event.getString("id")).toList());
      assertThat(collisions).hasValue(0);
    }
  }
}
