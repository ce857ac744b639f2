package io.holdfast.api;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A caller with an API key. As many connections are open as there are requests under way.
 *
 * <p>Safe from any thread.
 */
public final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final int port;
  private final String base;
  private final Map<String, String> identity;

  /**
   * @param secret of the API key, or null to send none
   */
  Client(int port, String secret) {
    this(port, secret == null ? Map.of() : Map.of("Authorization", "Bearer " + secret));
  }

  /**
   * @param identity headers by which the caller is known
   */
  Client(int port, Map<String, String> identity) {
    this.port = port;
    this.base = "http://127.0.0.1:" + port;
    this.identity = identity;
  }

  /** An idempotency key that nobody used before. */
  public static String newKey() {
    return UUID.randomUUID().toString();
  }

  public int port() {
    return port;
  }

  public Reply get(String path) {
    return send(request(path).GET());
  }

  public Reply delete(String path) {
    return send(request(path).DELETE());
  }

  public Reply patch(String path, JsonObject body) {
    return patch(path, body.encode());
  }

  public Reply patch(String path, String body) {
    return send(request(path, body, "PATCH"), body);
  }

  public Reply put(String path, JsonObject body) {
    return send(request(path, body.encode(), "PUT"), body.encode());
  }

  /** Under a new idempotency key. */
  public Reply post(String path, JsonObject body) {
    return post(path, newKey(), body.encode());
  }

  public Reply post(String path, String idempotencyKey, JsonObject body) {
    return post(path, idempotencyKey, body.encode());
  }

  /**
   * Sends a body as it is.
   *
   * @param idempotencyKey as it stands in the header; null to send none
   */
  public Reply post(String path, String idempotencyKey, String body) {
    return send(withKey(request(path, body, "POST"), idempotencyKey), body);
  }

  /** Without waiting for the answer. */
  public CompletableFuture<Reply> postLater(String path, String idempotencyKey, JsonObject body) {
    String text = body.encode();
    return later(withKey(request(path, text, "POST"), idempotencyKey), text);
  }

  /** A request under this client's key, to be completed and sent. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    identity.forEach(request::header);
    return request;
  }

  public HttpRequest.Builder request(String path, String body, String method) {
    return request(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8));
  }

  public Reply send(HttpRequest.Builder request) {
    return send(request, null);
  }

  /**
   * Sends a request that was put together elsewhere.
   *
   * @param body the same as in the request, for who observes it
   */
  public Reply send(HttpRequest.Builder request, String body) {
    HttpRequest whole = request.build();
    try {
      return observed(whole, body, Reply.of(HTTP.send(whole, BodyHandlers.ofByteArray())));
    } catch (IOException failure) {
      throw new UncheckedIOException(whole.method() + " " + whole.uri(), failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private CompletableFuture<Reply> later(HttpRequest.Builder request, String body) {
    HttpRequest whole = request.build();
    return HTTP.sendAsync(whole, BodyHandlers.ofByteArray())
        .thenApply(response -> observed(whole, body, Reply.of(response)));
  }

  private static HttpRequest.Builder withKey(HttpRequest.Builder request, String idempotencyKey) {
    return idempotencyKey == null ? request : request.header("Idempotency-Key", idempotencyKey);
  }

  private static Reply observed(HttpRequest request, String body, Reply reply) {
    Replies.observe(request.method(), request.uri().getRawPath(), body, reply);
    return reply;
  }
}
