package io.holdfast.http;

import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Fault;
import io.holdfast.people.Directory;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all exchanges of an event loop have in common, and the router that starts them. */
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private static final String API = "/v1/";

  private static final Problem UNDECODABLE =
      Problem.invalid(List.of(InputFault.inPath("must be percent-encoded UTF-8")));

  private static final Problem HOSTLESS =
      Problem.invalid(List.of(InputFault.inHeader("Host", "must be there once")));

  private static final Problem MALFORMED =
      Problem.invalid(
          List.of(InputFault.inHeader("", "must be well-formed HTTP, of at most 8 KiB in all")));

  private final Directory directory;
  private final Endpoints endpoints;
  private final ApiOptions options;
  private final RateLimiter rateLimiter;
  private final Metrics metrics;
  private final Metrics.Route unmatched;
  private final Metrics.Route pages;
  private final InFlight inFlight;
  private final Connections connections;
  private final BatchRoom batchRoom;

  /** Set from another thread. */
  private volatile boolean draining;

  Reception(
      Services services,
      ApiOptions options,
      RateLimiter rateLimiter,
      Load load,
      Metrics metrics,
      Buffer openApi) {
    this.directory = services.directory();
    this.endpoints = Endpoints.of(services, metrics, openApi);
    this.options = options;
    this.rateLimiter = rateLimiter;
    this.metrics = metrics;
    this.unmatched = metrics.route(Metrics.UNMATCHED_ROUTE);
    this.pages = metrics.route("getPage");
    this.inFlight = new InFlight(options.maxInFlight(), load.overdue());
    this.connections = new Connections(options.maxConnections(), load.openConnections());
    this.batchRoom = load.batches();
  }

  /** Where a request goes that can be routed at all. */
  Handler<HttpServerRequest> handler(Vertx vertx) {
    Router router = router(vertx);
    return request -> {
      String path = request.path();
      if (path == null || path.isEmpty() || path.charAt(0) != '/') {
        refuse(request, Problem.of(ProblemCode.NOT_FOUND));
      } else if (!Texts.percentEncoded(path)) {
        refuse(request, UNDECODABLE);
      } else {
        route(request, path, router);
      }
    };
  }

  /** To a page, or to what the API does. */
  private void route(HttpServerRequest request, String path, Router router) {
    Reply page = path.startsWith(API) ? null : Pages.answer(request);
    if (page != null) {
      new Exchange(this, null, pages, request, null).give(page);
    } else if (path.charAt(path.length() - 1) == '/') {
      refuse(request, Problem.of(ProblemCode.NOT_FOUND)); // The router would not mind.
    } else {
      router.handle(request);
    }
  }

  /** Where a request goes of which no more is known than that it is none. Nothing can follow it. */
  static void malformed(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CONNECTION, Headers.CLOSE);
    response.endHandler(ended -> request.connection().close());
    Answers.send(MALFORMED, request, response);
  }

  /** A router over the table; what is not in it is answered 404, or 405 on a known path. */
  private Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    for (Route route : Routes.table()) {
      Metrics.Route meter = metrics.route(route.operationId());
      router
          .route(route.method(), route.path())
          .handler(context -> new Exchange(this, route, meter, context.request(), context).begin());
    }
    Routes.table().stream()
        .collect(Collectors.groupingBy(Route::path))
        .forEach((path, routes) -> router.route(path).handler(wrongMethod(routes)));
    router.route().handler(context -> refuse(context.request(), Problem.of(ProblemCode.NOT_FOUND)));
    router.errorHandler(400, context -> refuse(context.request(), unroutable(context.request())));
    router.errorHandler(500, this::broken);
    return router;
  }

  Directory directory() {
    return directory;
  }

  Endpoints endpoints() {
    return endpoints;
  }

  ApiOptions options() {
    return options;
  }

  RateLimiter rateLimiter() {
    return rateLimiter;
  }

  InFlight inFlight() {
    return inFlight;
  }

  Connections connections() {
    return connections;
  }

  BatchRoom batchRoom() {
    return batchRoom;
  }

  /**
   * From now on no request is taken in, and each answer is the last on its connection. From any
   * thread.
   */
  void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  private Handler<RoutingContext> wrongMethod(List<Route> routes) {
    String allow =
        routes.stream()
            .map(Route::method)
            .map(HttpMethod::name)
            .sorted()
            .collect(Collectors.joining(", "));
    return context -> {
      context.response().putHeader("allow", allow);
      refuse(context.request(), Problem.of(ProblemCode.METHOD_NOT_ALLOWED));
    };
  }

  private static Problem unroutable(HttpServerRequest request) {
    return request.authority() == null ? HOSTLESS : UNDECODABLE;
  }

  private void refuse(HttpServerRequest request, Problem problem) {
    new Exchange(this, null, unmatched, request, null).give(problem);
  }

  private void broken(RoutingContext context) {
    LOG.error("{} failed", context.request().path(), context.failure());
    refuse(context.request(), Problem.unavailable(Fault.Outcome.UNKNOWN));
  }
}
