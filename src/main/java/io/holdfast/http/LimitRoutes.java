package io.holdfast.http;

import io.holdfast.http.Route.Access;
import io.holdfast.http.Route.KeyUse;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** How much may be spent, and how often. */
final class LimitRoutes {
  private static final String LIMITS = "/v1/limits";
  private static final String LIMIT = LIMITS + "/:id";

  private LimitRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.create(
            "createLimit",
            LIMITS,
            Access.ADMINISTER,
            Form.of(
                2,
                Field.LIMIT_SCOPE,
                Field.WINDOW,
                Field.SCOPE_ID,
                Field.MAX_AMOUNT,
                Field.MAX_COUNT,
                Field.CURRENCY),
            (api, call) -> api.limits().create(call)),
        Route.get(
            "listLimits",
            LIMITS,
            Access.ADMINISTER,
            Query.PAGE,
            (api, call) -> api.limits().list(call)),
        Route.get(
            "getLimit", LIMIT, Access.ADMINISTER, Set.of(), (api, call) -> api.limits().get(call)),
        new Route(
            "updateLimit",
            HttpMethod.PATCH,
            LIMIT,
            Access.ADMINISTER,
            KeyUse.NONE,
            Form.of(0, Field.MAX_AMOUNT, Field.MAX_COUNT),
            (api, call) -> api.limits().update(call)),
        new Route(
            "deleteLimit",
            HttpMethod.DELETE,
            LIMIT,
            Access.ADMINISTER,
            KeyUse.NONE,
            null,
            (api, call) -> api.limits().delete(call)));
  }
}
