package io.holdfast.http;

import io.holdfast.http.Route.Access;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** What the service tells of itself. */
final class OperationsRoutes {
  private OperationsRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.get(
            "getAudit",
            "/v1/audit",
            Access.ADMINISTER,
            Set.of(),
            (api, call) -> api.audit().get(call)),
        Route.get(
            "watchVitals",
            "/v1/live",
            Access.ADMINISTER,
            Set.of(),
            (api, call) -> api.live().watch(call)),
        Route.get(
            "getOpenApi",
            "/openapi.json",
            Access.OPEN,
            Set.of(),
            (api, call) -> Future.succeededFuture(Reply.Success.ok(api.openApi()))));
  }
}
