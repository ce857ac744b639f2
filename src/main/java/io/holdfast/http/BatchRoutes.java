package io.holdfast.http;

import io.holdfast.http.Route.Access;
import io.holdfast.people.Permission;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** Many operations in one request. */
final class BatchRoutes {
  private BatchRoutes() {}

  static List<Route> table() {
    return List.of(
        new Route(
            "createBatch",
            HttpMethod.POST,
            "/v1/batches",
            Access.anyOf(Permission.GATEWAY),
            // Each operation has its own.
            Route.KeyUse.NONE,
            null,
            (api, call) -> Submissions.reply(new Reply.Batch(call))));
  }
}
