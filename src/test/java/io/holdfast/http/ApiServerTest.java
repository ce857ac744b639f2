package io.holdfast.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the servers answer without any use case behind them. */
class ApiServerTest {
  static final Services NO_SERVICES = noServices();
  private static final Buffer OPEN_API = Buffer.buffer("{\"openapi\":\"3.1.0\"}");

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicBoolean redisReady = new AtomicBoolean(true);
  private Vertx vertx;
  private Metrics metrics;
  private ApiServer api;
  private int port;
  private int managementPort;

  @BeforeEach
  void start() throws TimeoutException {
    vertx = Vertx.vertx();
    metrics = new Metrics();
    api =
        new ApiServer(
            vertx,
            NO_SERVICES,
            ApiOptions.defaults("127.0.0.1", 0),
            new RateLimiter(0),
            Load.of(() -> false),
            metrics,
            OPEN_API,
            0);
    port = await(vertx.deployVerticle(deployable()).compose(id -> started));
    Readiness readiness =
        new Readiness(
            List.of(
                new Readiness.Part("postgres", () -> new Readiness.State(true, "connected")),
                new Readiness.Part(
                    "redis", () -> new Readiness.State(redisReady.get(), "asked for"))),
            () -> List.of("fsync is off"));
    managementPort = await(new ManagementServer(vertx, "127.0.0.1", 0, readiness, metrics).start());
  }

  private Future<Integer> started;

  private io.vertx.core.Deployable deployable() {
    return context -> started = api.start();
  }

  @AfterEach
  void stop() throws TimeoutException {
    await(vertx.close());
    metrics.close();
  }

  @Test
  void theDescriptionIsServedToAnybody() throws Exception {
    HttpResponse<String> answer = get("/openapi.json");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(OPEN_API.toString());
    assertThat(get("/openapi.json").body()).isEqualTo(OPEN_API.toString());
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
  }

  @Test
  void withoutAnApiKeyNothingIsSaidButThatOneIsNeeded() throws Exception {
    for (String path : List.of("/v1/wallets", "/v1/wallets/7", "/v1/locations", "/v1/api-keys")) {
      HttpResponse<String> answer = get(path);
      assertProblem(answer, 401, "unauthenticated", path);
      assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
    }
    HttpRequest debit = request("/v1/debits").POST(BodyPublishers.ofString("{}")).build();
    assertProblem(send(debit), 401, "unauthenticated", "/v1/debits");
  }

  @Test
  void whatIsNotThereIsAProblemToo() throws Exception {
    assertProblem(get("/v2/wallets"), 404, "not_found", "/v2/wallets");
    assertProblem(get("/"), 404, "not_found", "/");
    assertProblem(get("/v1/wallets/a/b/c"), 404, "not_found", "/v1/wallets/a/b/c");
  }

  @Test
  void aWrongMethodIsToldTheRightOnes() throws Exception {
    HttpResponse<String> answer = send(request("/v1/wallets/7").DELETE().build());
    assertProblem(answer, 405, "method_not_allowed", "/v1/wallets/7");
    assertThat(answer.headers().firstValue("allow")).contains("GET, PATCH");
    assertThat(get("/v1/debits").headers().firstValue("allow")).contains("POST");
  }

  @Test
  void aCallersRequestIdAndTraceAreTakenUp() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/v1/wallets")
                .header("X-Request-Id", "r-77")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .build());
    assertThat(answer.headers().firstValue("x-request-id")).contains("r-77");
    assertThat(new JsonObject(answer.body()).getString("request_id")).isEqualTo("r-77");
    assertThat(answer.headers().firstValue("traceparent").orElseThrow())
        .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
  }

  @Test
  void whatFailsUnexpectedlyIsAnsweredAsUnavailable() throws Exception {
    HttpRequest known = request("/v1/locations").header("Authorization", "Bearer hf_x").build();
    HttpResponse<String> answer = send(known);
    assertProblem(answer, 503, "unavailable", "/v1/locations");
    assertThat(new JsonObject(answer.body()).getString("outcome")).isEqualTo("not_applied");
    assertThat(answer.headers().firstValue("retry-after")).contains("1");
  }

  @Test
  void readinessNamesEachPartAndWhatIsUnsafe() throws Exception {
    HttpResponse<String> ready = management("/readyz");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(ready.body()).getJsonArray("unsafe")).containsExactly("fsync is off");

    redisReady.set(false);
    HttpResponse<String> unready = management("/readyz");
    assertThat(unready.statusCode()).isEqualTo(503);
    JsonObject parts = new JsonObject(unready.body()).getJsonObject("parts");
    assertThat(parts.getJsonObject("redis").getString("status")).isEqualTo("not_ready");
    assertThat(parts.getJsonObject("postgres").getString("status")).isEqualTo("ready");
    assertThat(management("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void answersAreCountedByRouteAndStatus() throws Exception {
    get("/v1/wallets");
    get("/v1/wallets");
    get("/nowhere");
    String scraped = management("/metrics").body();
    assertThat(scraped)
        .contains("holdfast_http_requests_total{route=\"listWallets\",status=\"401\"} 2.0")
        .contains("holdfast_http_requests_total{route=\"none\",status=\"404\"} 1.0")
        .contains("holdfast_http_request_seconds_bucket{route=\"listWallets\",le=\"0.001\"}")
        .contains("holdfast_in_flight{loop=\"0\"} 0.0")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void aDrainedServerTakesNoMoreRequests() throws Exception {
    get("/openapi.json");
    await(api.drain(1_000));
    try {
      get("/openapi.json");
    } catch (IOException refused) {
      return;
    }
    throw new AssertionError("still answering");
  }

  private void assertProblem(
      HttpResponse<String> answer, int status, String code, String instance) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("instance")).isEqualTo(instance);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).build());
  }

  private HttpResponse<String> management(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + managementPort + path);
    return send(HttpRequest.newBuilder(uri).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(5, SECONDS);
  }

  /** A record of nothing, whatever is added to it. */
  private static Services noServices() {
    try {
      Constructor<?> constructor = Services.class.getDeclaredConstructors()[0];
      return (Services) constructor.newInstance(new Object[constructor.getParameterCount()]);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
