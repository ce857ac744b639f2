package io.holdfast.http;

import io.holdfast.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Liveness, readiness and metrics, on a port that callers of the API do not reach.
 *
 * <p>Give it an event loop that serves no callers: writing the metrics takes milliseconds.
 */
public final class ManagementServer {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final String host;
  private final int port;
  private final Readiness readiness;
  private final Metrics metrics;
  private HttpServer server;

  /**
   * @param port to listen on; 0 for a free one
   */
  public ManagementServer(
      Vertx vertx, String host, int port, Readiness readiness, Metrics metrics) {
    this.vertx = vertx;
    this.host = host;
    this.port = port;
    this.readiness = readiness;
    this.metrics = metrics;
  }

  /**
   * Begins to listen.
   *
   * @return the port; fails if it is taken
   */
  public Future<Integer> start() {
    HttpServerOptions options =
        new HttpServerOptions().setHttp2ClearTextEnabled(false).setIdleTimeout(60);
    server = vertx.createHttpServer(options).requestHandler(this::answer);
    return server.listen(port, host).map(HttpServer::actualPort);
  }

  public Future<Void> stop() {
    return server == null ? Future.succeededFuture() : server.close();
  }

  private void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CACHE_CONTROL, Headers.NO_STORE);
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
      send(response, 405, TEXT, Buffer.buffer("method not allowed\n"));
      return;
    }
    switch (request.path()) {
      case "/livez" -> send(response, 200, TEXT, Buffer.buffer("alive\n"));
      case "/readyz" -> {
        Readiness.Report report = readiness.report();
        send(response, report.ready() ? 200 : 503, "application/json", report.document());
      }
      case "/metrics" -> send(response, 200, PROMETHEUS, Buffer.buffer(metrics.scrape()));
      default -> send(response, 404, TEXT, Buffer.buffer("not found\n"));
    }
  }

  private static void send(HttpServerResponse response, int status, String type, Buffer body) {
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
  }
}
