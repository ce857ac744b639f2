package io.holdfast.http;

import io.holdfast.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The API on one event loop. Deploy one an event loop: they share the port, and connections are
 * spread over them.
 *
 * <p>Confined to the event loop on which it is started.
 */
public final class ApiServer {
  /* How late a request may be found to have run out of time. */
  private static final long SWEEP_MILLIS = 100;
  private static final int BACKLOG = 1_024;

  private final Vertx vertx;
  private final ApiOptions options;
  private final Reception reception;
  private HttpServer server;
  private long sweeper;

  /**
   * @param services of this event loop
   * @param rateLimiter the one of the process
   * @param load that of the process
   * @param openApi the API's description; see {@link OpenApi}
   * @param loop number of the event loop, for metrics
   */
  public ApiServer(
      Vertx vertx,
      Services services,
      ApiOptions options,
      RateLimiter rateLimiter,
      Load load,
      Metrics metrics,
      Buffer openApi,
      int loop) {
    this.vertx = vertx;
    this.options = options;
    this.reception = new Reception(services, options, rateLimiter, load, metrics, openApi);
    metrics.inFlight(loop, reception.inFlight()::count);
  }

  /**
   * Reads what the pages are made of, so that no event loop has to.
   *
   * @return the number of files
   */
  public static int readPages() {
    return Pages.read();
  }

  /** Names, in metrics, of the requests that move or hold money. */
  public static Set<String> movements() {
    return Routes.movements();
  }

  /**
   * Begins to listen.
   *
   * @return the port; fails if it is taken
   */
  public Future<Integer> start() {
    server =
        vertx
            .createHttpServer(serverOptions())
            .connectionHandler(reception.connections()::opened)
            .invalidRequestHandler(Reception::malformed)
            .requestHandler(reception.handler(vertx));
    sweeper = vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
    // Port -1 is to Vert.x a free port that all instances of a deployment share.
    int port = options.port() == 0 ? -1 : options.port();
    return server.listen(port, options.host()).map(HttpServer::actualPort);
  }

  /**
   * Stops listening, and ends when every request that came before was answered or the time is over.
   * One that still comes, on a connection just made, is refused before any work.
   *
   * @param timeoutMillis after which connections are closed, whatever is under way on them
   */
  public Future<Void> drain(long timeoutMillis) {
    if (server == null) {
      return Future.succeededFuture();
    }
    reception.drain();
    return server
        .shutdown(timeoutMillis, TimeUnit.MILLISECONDS)
        .andThen((ended, failure) -> vertx.cancelTimer(sweeper));
  }

  private void sweep() {
    long now = System.nanoTime();
    long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(options.requestTimeoutMillis());
    reception.inFlight().expireBefore(now - timeoutNanos);
    long idleNanos = TimeUnit.SECONDS.toNanos(options.idleTimeoutSeconds());
    reception.connections().closeWaitingSince(now - idleNanos);
  }

  private HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setAcceptBacklog(BACKLOG)
        .setHttp2ClearTextEnabled(false)
        // There are none, and their handler throws at a caller who pipelines more than 128
        // requests.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setHandle100ContinueAutomatically(true)
        // The kernel gives up what is closed and cannot be, since the other side does not read what
        // is on the way. Where it does not offer that, the second one does: it has to let a stream
        // prepare its first piece, which is silence too.
        .setTcpUserTimeout((int) TimeUnit.SECONDS.toMillis(options.idleTimeoutSeconds()))
        .setIdleTimeout(options.idleTimeoutSeconds() + options.streamTimeoutSeconds())
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }
}
