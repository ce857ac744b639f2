package io.holdfast.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.metrics.Metrics;
import io.holdfast.money.Currencies;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the pages and what they are made of are served. */
class PagesTest {
  private static final int FIRST_LOAD_BYTES_MAX = 150 * 1024;

  /** A path in an import, a link or a script element. */
  private static final Pattern STATIC_IMPORT =
      Pattern.compile("(?:^|[;\\s])(?:import|export)\\b[^;'\"(]*from\\s*['\"]([^'\"]+)['\"]");

  private static final Pattern DYNAMIC_IMPORT = Pattern.compile("import\\(['\"]([^'\"]+)['\"]\\)");
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

  private final Map<String, Asset> assets = Assets.load().all();
  private final HttpClient client = HttpClient.newHttpClient();
  private Vertx vertx;
  private Metrics metrics;
  private int port;
  private Future<Integer> started;

  @BeforeEach
  void start() throws TimeoutException {
    vertx = Vertx.vertx();
    metrics = new Metrics();
    ApiServer api =
        new ApiServer(
            vertx,
            ApiServerTest.NO_SERVICES,
            ApiOptions.defaults("127.0.0.1", 0),
            new RateLimiter(0),
            Load.of(() -> false),
            metrics,
            Buffer.buffer("{}"),
            0);
    Deployable deployable = context -> started = api.start();
    vertx.deployVerticle(deployable).await(10, SECONDS);
    port = started.await(10, SECONDS);
  }

  @AfterEach
  void stop() throws TimeoutException {
    vertx.close().await(10, SECONDS);
    metrics.close();
  }

  @Test
  void theConsoleIsAPageUnderAStrictPolicy() throws Exception {
    HttpResponse<byte[]> answer = get("/console/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(answer, "content-security-policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "http");
    assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(answer, "x-frame-options")).isEqualTo("DENY");
    assertThat(header(answer, "referrer-policy")).isEqualTo("no-referrer");
    assertThat(header(answer, "cache-control")).isEqualTo("no-cache");
    assertThat(header(answer, "x-request-id")).isNotEmpty();
    assertThat(get("/console").body()).isEqualTo(answer.body());
  }

  @Test
  void everythingIsServedAsWhatItIs() throws Exception {
    for (Map.Entry<String, Asset> entry : assets.entrySet()) {
      HttpResponse<byte[]> answer = get(entry.getKey());
      assertThat(answer.statusCode()).as(entry.getKey()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(entry.getValue().plain().getBytes());
      assertThat(header(answer, "content-encoding")).isEmpty();
      assertThat(header(answer, "content-security-policy")).isNotEmpty();
    }
    assertThat(header(get("/console/style.css"), "content-type")).startsWith("text/css");
    assertThat(header(get("/vendor/preact.js"), "content-type")).startsWith("text/javascript");
    assertThat(header(get("/console/icon.svg"), "content-type")).isEqualTo("image/svg+xml");
  }

  @Test
  void whoTakesGzipGetsTheSameInLess() throws Exception {
    byte[] plain = get("/console/style.css").body();
    HttpResponse<byte[]> answer = get("/console/style.css", "accept-encoding", "br, gzip");
    assertThat(header(answer, "content-encoding")).isEqualTo("gzip");
    assertThat(header(answer, "vary")).isEqualTo("accept-encoding");
    assertThat(answer.body().length).isLessThan(plain.length / 2);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
        .isEqualTo(plain);
    for (String unwilling : List.of("gzip;q=0", "gzip; q=0.0", "br", "identity")) {
      HttpResponse<byte[]> whole = get("/console/style.css", "accept-encoding", unwilling);
      assertThat(whole.body()).as(unwilling).isEqualTo(plain);
    }
  }

  @Test
  void whatIsKnownIsNotSentAgain() throws Exception {
    String tag = header(get("/console/"), "etag");
    String gzipped = header(get("/console/", "accept-encoding", "gzip"), "etag");
    assertThat(tag).matches("\"[A-Za-z0-9_-]+\"").isNotEqualTo(gzipped);
    for (String known : List.of(tag, gzipped, "W/" + tag, "\"other\", " + tag, "*")) {
      HttpResponse<byte[]> answer = get("/console/", "if-none-match", known);
      assertThat(answer.statusCode()).as(known).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(header(answer, "etag")).isEqualTo(tag);
      assertThat(header(answer, "content-security-policy")).isNotEmpty();
    }
    assertThat(get("/console/", "if-none-match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void aHeadIsAnsweredWithoutTheBody() throws Exception {
    HttpRequest head = request("/console/").method("HEAD", BodyPublishers.noBody()).build();
    HttpResponse<byte[]> answer = send(head);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    int length = get("/console/").body().length;
    assertThat(header(answer, "content-length")).isEqualTo(Integer.toString(length));
  }

  @Test
  void nothingIsWrittenToAPage() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      HttpRequest write =
          request("/console/").method(method, BodyPublishers.ofString("x".repeat(100))).build();
      HttpResponse<byte[]> answer = send(write);
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(header(answer, "allow")).isEqualTo("GET, HEAD");
    }
    assertThat(get("/console/").statusCode()).isEqualTo(200);
  }

  @Test
  void thereIsNothingButWhatIsInTheMap() throws Exception {
    for (String path :
        List.of(
            "/console/nothing.js",
            "/console/index.html",
            "/console//",
            "/console/./main.js",
            "/console/../console/main.js",
            "/console/%2e%2e/main.js",
            "/console/..%2fopenapi/openapi.json",
            "/vendor/",
            "/vendor/..%5c..%5clogback.xml",
            "/web/console/main.js",
            "/logback.xml",
            "/META-INF/MANIFEST.MF",
            "/console/main.js/",
            "/CONSOLE/")) {
      HttpResponse<byte[]> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(header(answer, "content-type")).isEqualTo("application/problem+json");
    }
  }

  @Test
  void theFirstLoadIsSmall() {
    Set<String> loaded = firstLoad();
    int bytes =
        loaded.stream()
            .map(assets::get)
            .mapToInt(asset -> (asset.gzipped() == null ? asset.plain() : asset.gzipped()).length())
            .sum();
    System.out.printf("first load of /console/: %,d bytes in %d files%n", bytes, loaded.size());
    assertThat(bytes).isLessThan(FIRST_LOAD_BYTES_MAX);
  }

  /** So that no chain of imports is waited for, one after the other. */
  @Test
  void whatIsLoadedFirstIsNamedInThePageItself() {
    String page = text("/console/");
    assertThat(firstLoad().stream().filter(path -> !path.equals("/console/")))
        .allSatisfy(path -> assertThat(page).contains("\"" + path + "\""));
  }

  @Test
  void whateverAPageAsksForIsThereAndNothingOfAnotherHost() {
    for (Map.Entry<String, Asset> entry : assets.entrySet()) {
      String text = entry.getValue().plain().toString(StandardCharsets.UTF_8);
      for (Pattern pattern : List.of(STATIC_IMPORT, DYNAMIC_IMPORT)) {
        Matcher named = pattern.matcher(text);
        while (entry.getKey().endsWith(".js") && named.find()) {
          String path = resolved(entry.getKey(), named.group(1));
          assertThat(assets).as(entry.getKey()).containsKey(path);
        }
      }
      if (text.startsWith("<!doctype")) {
        assertThat(text).doesNotContain("http:", "https:", " style=", "<style", "onclick=");
        Matcher named = LINK.matcher(text);
        while (named.find()) {
          boolean isOfTheApi = named.group(1).equals("/openapi.json");
          assertThat(isOfTheApi || assets.containsKey(named.group(1)))
              .as("%s in %s", named.group(1), entry.getKey())
              .isTrue();
        }
      }
    }
  }

  @Test
  void theConsoleKnowsTheCurrenciesAndDecimalsThatTheServiceKnows() {
    String module = text("/console/currencies.js");
    assertThat(module).contains("JPY: 0").contains("KWD: 3").doesNotContain("USD:");
    for (String code : Currencies.all()) {
      assertThat(module).containsPattern("codes = '.*\\b" + code + "\\b.*'");
      assertThat(module.contains(code + ":")).as(code).isEqualTo(Currencies.decimals(code) != 2);
    }
  }

  /** The page, and all that is loaded before anything is drawn. */
  private Set<String> firstLoad() {
    Set<String> loaded = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(List.of("/console/"));
    while (!next.isEmpty()) {
      String path = next.poll();
      if (loaded.add(path)) {
        Matcher named = (path.endsWith(".js") ? STATIC_IMPORT : LINK).matcher(text(path));
        while (named.find() && !path.endsWith(".css") && !path.endsWith(".svg")) {
          next.add(resolved(path, named.group(1)));
        }
      }
    }
    return loaded;
  }

  private String text(String path) {
    Asset asset = assets.get(path);
    assertThat(asset).as(path).isNotNull();
    return asset.plain().toString(StandardCharsets.UTF_8);
  }

  private static String resolved(String from, String named) {
    return URI.create(from).resolve(named).getPath();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = request(path).GET();
    return send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
