package io.holdfast.http;

import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Fault;
import io.holdfast.people.Directory;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all exchanges of an event loop have in common, and the router that starts them. */
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final Directory directory;
  private final Endpoints endpoints;
  private final ApiOptions options;
  private final RateLimiter rateLimiter;
  private final Metrics metrics;
  private final InFlight inFlight;

  Reception(
      Services services,
      ApiOptions options,
      RateLimiter rateLimiter,
      Metrics metrics,
      Buffer openApi) {
    this.directory = services.directory();
    this.endpoints = Endpoints.of(services, metrics, openApi);
    this.options = options;
    this.rateLimiter = rateLimiter;
    this.metrics = metrics;
    this.inFlight = new InFlight(options.maxInFlight());
  }

  /** A router over the table; what is not in it is answered 404, or 405 on a known path. */
  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    for (Route route : Routes.table()) {
      Metrics.Route meter = metrics.route(route.operationId());
      router
          .route(route.method(), route.path())
          .handler(context -> new Exchange(this, route, meter, context).begin());
    }
    Metrics.Route unmatched = metrics.route(Metrics.UNMATCHED_ROUTE);
    Routes.table().stream()
        .collect(Collectors.groupingBy(Route::path))
        .forEach((path, routes) -> router.route(path).handler(wrongMethod(routes, unmatched)));
    router.route().handler(context -> refuse(context, unmatched, ProblemCode.NOT_FOUND));
    router.errorHandler(400, context -> refuse(context, unmatched, ProblemCode.INVALID_REQUEST));
    router.errorHandler(500, context -> broken(context, unmatched));
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

  private Handler<RoutingContext> wrongMethod(List<Route> routes, Metrics.Route unmatched) {
    String allow =
        routes.stream()
            .map(Route::method)
            .map(HttpMethod::name)
            .sorted()
            .collect(Collectors.joining(", "));
    return context -> {
      context.response().putHeader("allow", allow);
      refuse(context, unmatched, ProblemCode.METHOD_NOT_ALLOWED);
    };
  }

  private void refuse(RoutingContext context, Metrics.Route unmatched, ProblemCode code) {
    new Exchange(this, null, unmatched, context).answer(Problem.of(code));
  }

  private void broken(RoutingContext context, Metrics.Route unmatched) {
    LOG.error("{} failed", context.request().path(), context.failure());
    new Exchange(this, null, unmatched, context).answer(Problem.unavailable(Fault.Outcome.UNKNOWN));
  }
}
