package io.holdfast.http;

import static io.holdfast.http.Field.EMAIL;
import static io.holdfast.http.Field.LOCATION_IDS;
import static io.holdfast.http.Field.NAME;
import static io.holdfast.http.Field.PASSWORD;
import static io.holdfast.http.Field.PERMISSIONS;

import io.holdfast.http.Route.Access;
import io.holdfast.http.Route.KeyUse;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** Members of staff, and their sessions. */
final class StaffRoutes {
  private static final String STAFF = "/v1/staff";
  private static final String SESSION = "/v1/session";

  private StaffRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.create(
            "createStaff",
            STAFF,
            Access.ADMINISTER,
            Form.of(3, NAME, EMAIL, PERMISSIONS, LOCATION_IDS, PASSWORD),
            (api, call) -> api.staff().create(call)),
        Route.get(
            "listStaff",
            STAFF,
            Access.ADMINISTER,
            Query.PAGE,
            (api, call) -> api.staff().list(call)),
        Route.get(
            "getStaff",
            STAFF + "/:id",
            Access.ADMINISTER,
            Set.of(),
            (api, call) -> api.staff().get(call)),
        new Route(
            "updateStaff",
            HttpMethod.PATCH,
            STAFF + "/:id",
            Access.ADMINISTER,
            KeyUse.NONE,
            Form.of(0, NAME, EMAIL, PERMISSIONS, LOCATION_IDS),
            (api, call) -> api.staff().update(call)),
        new Route(
                "deactivateStaff",
                HttpMethod.POST,
                STAFF + "/:id/deactivate",
                Access.ADMINISTER,
                KeyUse.NONE,
                Form.EMPTY,
                (api, call) -> api.staff().deactivate(call))
            .withOptionalBody(),
        new Route(
            "setStaffPassword",
            HttpMethod.POST,
            STAFF + "/:id/password",
            Access.ADMINISTER,
            KeyUse.NONE,
            Form.of(1, PASSWORD),
            (api, call) -> api.staff().setPassword(call)),
        new Route(
            "createSession",
            HttpMethod.POST,
            SESSION,
            Access.OPEN,
            KeyUse.NONE,
            Form.of(2, EMAIL, Field.GIVEN_PASSWORD, Field.BUSINESS_ID),
            (api, call) -> api.sessions().signIn(call)),
        Route.get(
            "getSession",
            SESSION,
            Access.ANY_KEY,
            Set.of(),
            (api, call) -> api.sessions().get(call)),
        new Route(
            "deleteSession",
            HttpMethod.DELETE,
            SESSION,
            Access.ANY_KEY,
            KeyUse.NONE,
            null,
            (api, call) -> api.sessions().signOut(call)),
        new Route(
            "changePassword",
            HttpMethod.POST,
            SESSION + "/password",
            Access.ANY_KEY,
            KeyUse.NONE,
            Form.of(2, Field.CURRENT_PASSWORD, PASSWORD),
            (api, call) -> api.sessions().changePassword(call)));
  }
}
