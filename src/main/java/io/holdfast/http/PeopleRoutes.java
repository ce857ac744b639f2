package io.holdfast.http;

import static io.holdfast.http.Field.NAME;
import static io.holdfast.http.Field.REFERENCE;

import io.holdfast.http.Route.Access;
import io.holdfast.http.Route.KeyUse;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** Who may do what, and where. */
final class PeopleRoutes {
  private static final String KEYS = "/v1/api-keys";
  private static final String LOCATIONS = "/v1/locations";

  private PeopleRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.create(
            "createApiKey",
            KEYS,
            Access.ADMINISTER,
            Form.of(2, NAME, Field.PERMISSIONS, Field.STAFF_ID, Field.EXPIRES_AT),
            (api, call) -> api.people().createKey(call)),
        Route.get(
            "listApiKeys",
            KEYS,
            Access.ADMINISTER,
            Query.PAGE,
            (api, call) -> api.people().keys(call)),
        new Route(
            "deleteApiKey",
            HttpMethod.DELETE,
            KEYS + "/:id",
            Access.ADMINISTER,
            KeyUse.NONE,
            null,
            (api, call) -> api.people().revokeKey(call)),
        Route.create(
            "createLocation",
            LOCATIONS,
            Access.ADMINISTER,
            Form.of(2, NAME, Field.TIME_ZONE, REFERENCE),
            (api, call) -> api.people().createLocation(call)),
        Route.get(
            "listLocations",
            LOCATIONS,
            Access.ANY_KEY,
            Query.PAGE,
            (api, call) -> api.people().locations(call)),
        Route.get(
            "getLocation",
            LOCATIONS + "/:id",
            Access.ANY_KEY,
            Set.of(),
            (api, call) -> api.people().location(call, false)),
        new Route(
            "updateLocation",
            HttpMethod.PATCH,
            LOCATIONS + "/:id",
            Access.ADMINISTER,
            KeyUse.NONE,
            Form.of(0, NAME, Field.TIME_ZONE, REFERENCE),
            (api, call) -> api.people().location(call, true)));
  }
}
