package io.holdfast.benchmarks.book;

import io.holdfast.wallet.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;

/**
 * The money of a service of which nothing but its API is at hand: wallets are opened, funded and
 * read like anybody's.
 */
public final class ApiBook implements Book {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int AT_ONCE = 32;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final String apiKey;

  /**
   * @param url of the service, without {@code /v1}
   * @param apiKey of an administrator
   */
  public ApiBook(String url, String apiKey) {
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.apiKey = apiKey;
  }

  /**
   * Opens wallets in US dollars and deposits into each.
   *
   * @return their ids
   */
  public List<UUID> open(int count, long balance) throws IOException {
    String nonce = UUID.randomUUID().toString();
    List<UUID> ids =
        forEach(
            count,
            i -> {
              JsonObject client =
                  new JsonObject()
                      .put("reference", "benchmark-" + nonce + "-" + i)
                      .put("name", "Benchmark");
              return post("/v1/wallets", new JsonObject().put("client", client), nonce + "-" + i)
                  .thenApply(wallet -> UUID.fromString(wallet.getString("id")));
            });
    forEach(
        count,
        i ->
            post(
                "/v1/credits",
                new JsonObject().put("wallet_id", ids.get(i).toString()).put("amount", balance),
                nonce + "-deposit-" + i));
    return ids;
  }

  @Override
  public Verdict check(Claims claims) throws IOException {
    List<UUID> wallets = claims.wallets();
    List<JsonObject> documents = forEach(wallets.size(), i -> get("/v1/wallets/" + wallets.get(i)));
    Map<Long, Long> balances = new HashMap<>();
    int held = 0;
    for (int i = 0; i < wallets.size(); i++) {
      balances.put(Ids.number(wallets.get(i)), documents.get(i).getLong("balance"));
      held += documents.get(i).getLong("held") == 0 ? 0 : 1;
    }
    List<String> faults = new ArrayList<>(claims.faults(balances));
    if (held > 0) {
      faults.add("%,d wallets have money held".formatted(held));
    }
    return new Verdict(
        "%,d wallets, read over the API, have what was answered".formatted(wallets.size()), faults);
  }

  @Override
  public Verdict audit() throws IOException {
    JsonArray findings = call(get("/v1/audit")).getJsonArray("findings");
    return new Verdict(
        "the service's own auditor has found nothing",
        findings.isEmpty() ? List.of() : List.of("the auditor found: " + findings.encode()));
  }

  @Override
  public long journalRows() {
    return -1;
  }

  @Override
  public void close() {}

  private CompletableFuture<JsonObject> get(String path) {
    return send(request(path).GET());
  }

  private CompletableFuture<JsonObject> post(String path, JsonObject body, String key) {
    String json = body.put("currency", "USD").encode();
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(TIMEOUT)
        .version(HttpClient.Version.HTTP_1_1)
        .header("Authorization", "Bearer " + apiKey);
  }

  private CompletableFuture<JsonObject> send(HttpRequest.Builder request) {
    return client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(
            answer -> {
              if (answer.statusCode() / 100 != 2) {
                throw new CompletionException(
                    new IOException(answer.statusCode() + " " + answer.body()));
              }
              return new JsonObject(answer.body());
            });
  }

  private static <T> List<T> forEach(int count, IntFunction<CompletableFuture<T>> work)
      throws IOException {
    List<T> results = new ArrayList<>(count);
    for (int from = 0; from < count; from += AT_ONCE) {
      List<CompletableFuture<T>> some = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
        some.add(work.apply(i));
      }
      for (CompletableFuture<T> one : some) {
        results.add(call(one));
      }
    }
    return results;
  }

  private static <T> T call(CompletableFuture<T> future) throws IOException {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause().toString(), e);
    }
  }
}
