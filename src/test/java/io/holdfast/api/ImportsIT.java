package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import io.holdfast.embedded.EmbeddedServers;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A file of opening balances: every good line goes in once, every wrong one is named. */
final class ImportsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HEAD = "client_reference,client_name,currency,balance,credit_limit\n";

  private final Shop shop = Shop.open();

  /** Sends a file, under a key of its own. */
  static Reply send(Shop shop, String csv) {
    return send(shop.admin(), "/v1/imports", Client.newKey(), csv);
  }

  private static Reply send(Client client, String path, String key, String csv) {
    return client.send(
        client
            .request(path)
            .header("Content-Type", "text/csv")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(csv)),
        csv);
  }

  @Test
  void aFileOfBalancesIsImported() {
    String known = shop.wallet(300);
    String reference = shop.look(known).getJsonObject("client").getString("reference");
    String csv =
        HEAD
            + "new_1,\"Lovelace, Augusta\",USD,10000,\n"
            + "new_2,,EUR,-500,1000\n"
            + "wrong,,USD,12.50,\n"
            + reference
            + ",Another,USD,700,50\n"
            + "new_1,,USD,1,\n"
            + "new_1,,EUR,0,\n"
            + "new_3,,USD,9007199254740991,\n";
    Reply sent = send(shop.admin(), "/v1/imports?name=clients.csv", Client.newKey(), csv);
    JsonObject job = sent.json(202);
    assertThat(job.getString("status")).isEqualTo("running");
    assertThat(job.getInteger("lines")).isEqualTo(7);
    JsonObject over = await(shop, job.getString("id"));
    assertThat(over.getInteger("done")).isEqualTo(7);
    assertThat(over.getInteger("opened")).isEqualTo(4);
    assertThat(over.getInteger("credited")).isEqualTo(4);
    assertThat(over.getInteger("errors")).isEqualTo(2);
    assertThat(errors(shop, job.getString("id")))
        .containsExactly("4 balance", "6 client_reference");

    JsonObject lovelace = wallet("new_1", "USD");
    assertThat(lovelace.getLong("balance")).isEqualTo(10_000);
    assertThat(lovelace.getJsonObject("client").getString("name")).isEqualTo("Lovelace, Augusta");
    assertThat(wallet("new_2", "EUR").getLong("balance")).isEqualTo(-500);
    assertThat(wallet("new_2", "EUR").getLong("available")).isEqualTo(500);
    assertThat(wallet("new_1", "EUR").getLong("balance")).isZero();
    assertThat(shop.look(known).getLong("balance")).isEqualTo(1_000);
    assertThat(shop.look(known).getLong("credit_limit")).isEqualTo(50);
    assertThat(shop.look(known).getJsonObject("client").getString("name")).isEqualTo("Ada Byron");
    JsonObject entry = shop.history(known).get(0);
    assertThat(entry.getString("type")).isEqualTo("adjustment");
    assertThat(entry.getString("note")).isEqualTo("Line 5 of clients.csv");
    assertThat(entry.getJsonObject("source"))
        .isEqualTo(
            new JsonObject()
                .put("kind", "import")
                .put("id", job.getString("id"))
                .put("name", "clients.csv"));
    assertThat(shop.admin().get("/v1/imports").data()).containsExactly(over);
  }

  @Test
  void theSameFileTwiceCreditsOnce() {
    String csv = HEAD + "twice,,USD,100,\n";
    String key = Client.newKey();
    Reply first = send(shop.admin(), "/v1/imports", key, csv);
    Reply replay = send(shop.admin(), "/v1/imports", key, csv);
    assertThat(replay.json(202)).isEqualTo(first.json(202));
    assertThat(replay.isReplay()).isTrue();
    await(shop, first.json().getString("id"));
    JsonObject again = send(shop, csv).json(200);
    assertThat(again.getString("id")).isEqualTo(first.json().getString("id"));
    assertThat(again.getString("status")).isEqualTo("completed");
    send(shop.admin(), "/v1/imports", key, csv + "other,,USD,1,\n")
        .problem(422, "idempotency_key_reused");
    assertThat(wallet("twice", "USD").getLong("balance")).isEqualTo(100);
    assertThat(shop.admin().get("/v1/imports").data()).hasSize(1);
    Shop other = Shop.open();
    await(other, send(other, csv).json(202).getString("id"));
  }

  @Test
  void aFileThatIsNoneIsRefused() {
    send(shop, "a,b\n1,2\n").problem(400, "invalid_request");
    send(shop, "").problem(400, "invalid_request");
    send(shop, "x".repeat(200_000)).problem(400, "invalid_request");
    shop.admin().post("/v1/imports", new JsonObject()).problem(415, "unsupported_media_type");
    shop.admin().get("/v1/imports/" + UUID.randomUUID()).problem(404, "not_found");
    assertThat(shop.admin().get("/v1/imports").data()).isEmpty();
    // The bound on other bodies stays.
    shop.admin()
        .post("/v1/wallets", Client.newKey(), "{\"x\":\"" + "y".repeat(70_000) + "\"}")
        .problem(413, "payload_too_large");
  }

  @Test
  void itsProgressIsTold() throws IOException, InterruptedException {
    StringBuilder csv = new StringBuilder(HEAD);
    for (int i = 0; i < 3_000; i++) {
      csv.append("sse_").append(i).append(",,USD,").append(i + 1).append(",\n");
    }
    String id = send(shop, csv.toString()).json(202).getString("id");
    HttpResponse<String> stream =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:"
                                + shop.service().apiPort()
                                + "/v1/imports/"
                                + id
                                + "/events"))
                    .header("Authorization", "Bearer " + shop.secret())
                    .timeout(PATIENCE)
                    .build(),
                BodyHandlers.ofString());
    assertThat(stream.headers().firstValue("content-type")).hasValue("text/event-stream");
    String body = stream.body();
    assertThat(body)
        .startsWith("event: progress\ndata: {")
        .contains("\n\nevent: completed\ndata: ");
    String last = body.substring(body.lastIndexOf("data: ") + 6).strip();
    assertThat(new JsonObject(last)).isEqualTo(shop.admin().get("/v1/imports/" + id).json(200));
    assertThat(new JsonObject(last).getInteger("credited")).isEqualTo(3_000);
  }

  @Test
  void whatIsWrongIsPagedInTheOrderOfTheFile() {
    StringBuilder csv = new StringBuilder(HEAD);
    for (int i = 0; i < 120; i++) {
      csv.append("e").append(i).append(",,usd,x,\n");
    }
    String path = "/v1/imports/" + send(shop, csv.toString()).json(202).getString("id");
    await(shop, path.substring(path.lastIndexOf('/') + 1));
    JsonObject page = shop.admin().get(path + "/errors?limit=200").json(200);
    assertThat(page.getJsonArray("data").getJsonObject(199).getInteger("line")).isEqualTo(101);
    String cursor = page.getString("next_cursor");
    List<JsonObject> rest = shop.admin().get(path + "/errors?limit=200&cursor=" + cursor).data();
    assertThat(rest).hasSize(40);
    assertThat(rest.get(39).getInteger("line")).isEqualTo(121);
  }

  @Test
  void killedInTheMiddleItIsTakenUpAgainAndNothingGoesInTwice() throws IOException {
    int count = 6_000;
    try (EmbeddedServers servers = TestService.startServers()) {
      Map<String, String> settings =
          Map.of(
              "HOLDFAST_POSTGRES_URI", servers.postgres().orElseThrow().uri(),
              "HOLDFAST_REDIS_URI", servers.redis().orElseThrow().uri(),
              "HOLDFAST_ADMIN_KEY", TestService.ADMIN_KEY);
      StringBuilder csv = new StringBuilder(HEAD);
      for (int i = 1; i <= count; i++) {
        csv.append("k_").append(i).append(",,USD,").append(i).append(",\n");
      }
      String id;
      try (ChildService child = ChildService.start(settings)) {
        Client client = child.client(TestService.ADMIN_KEY);
        id = send(client, "/v1/imports", Client.newKey(), csv.toString()).json(202).getString("id");
        TestServers.awaitUntil(
            "under way",
            PATIENCE,
            () -> client.get("/v1/imports/" + id).json(200).getInteger("done") > count / 10);
        child.kill();
      }
      try (TestService service =
          TestService.start(servers, Map.of("HOLDFAST_ADMIN_KEY", TestService.ADMIN_KEY))) {
        long before = (Long) service.sql("SELECT count(*) FROM journal WHERE kind = 11");
        assertThat(before).isGreaterThan(0).isLessThan(count);
        Client client = service.client(TestService.ADMIN_KEY);
        TestServers.awaitUntil(
            "completed",
            PATIENCE,
            () ->
                client.get("/v1/imports/" + id).json(200).getString("status").equals("completed"));
        JsonObject over = client.get("/v1/imports/" + id).json(200);
        assertThat(over.getInteger("done")).isEqualTo(count);
        assertThat(over.getInteger("opened")).isEqualTo(count);
        assertThat(over.getInteger("credited")).isEqualTo(count);
        assertThat(over.getInteger("errors")).isZero();
        assertThat(
                service.sql(
                    "SELECT count(*) FROM wallets w JOIN clients c ON c.number = w.client"
                        + " WHERE 'k_' || w.balance = c.reference AND w.version = 2"))
            .isEqualTo((long) count);
        assertThat(service.sql("SELECT count(*) FROM import_lines")).isEqualTo(0L);
      }
    } catch (UncheckedIOException gone) {
      throw new AssertionError("the child was gone too early", gone);
    }
  }

  private static JsonObject await(Shop shop, String id) {
    TestServers.awaitUntil(
        "completed",
        PATIENCE,
        () ->
            Set.of("completed", "failed")
                .contains(shop.admin().get("/v1/imports/" + id).json(200).getString("status")));
    return shop.admin().get("/v1/imports/" + id).json(200);
  }

  private static List<String> errors(Shop shop, String id) {
    return shop.admin().get("/v1/imports/" + id + "/errors").data().stream()
        .map(error -> error.getInteger("line") + " " + error.getString("column"))
        .collect(Collectors.toList());
  }

  private JsonObject wallet(String reference, String currency) {
    return shop.admin().get("/v1/wallets?client_reference=" + reference).data().stream()
        .filter(wallet -> wallet.getString("currency").equals(currency))
        .findFirst()
        .orElseThrow();
  }
}
