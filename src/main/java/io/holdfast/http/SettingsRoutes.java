package io.holdfast.http;

import io.holdfast.http.Query.Parameter;
import io.holdfast.http.Route.Access;
import io.holdfast.http.Route.KeyUse;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** What holds for a business as a whole, and who changed what. */
final class SettingsRoutes {
  private static final String SETTINGS = "/v1/settings";

  private SettingsRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.get(
            "getSettings",
            SETTINGS,
            Access.ADMINISTER,
            Set.of(),
            (api, call) -> api.settings().get(call)),
        new Route(
            "updateSettings",
            HttpMethod.PUT,
            SETTINGS,
            Access.ADMINISTER,
            KeyUse.NONE,
            Form.of(
                0,
                Field.ACCOUNT_BALANCES_ENABLED,
                Field.NEGATIVE_BALANCES,
                Field.HOLD_EXPIRY_SECONDS,
                Field.CURRENCIES,
                Field.TIME_ZONE),
            (api, call) -> api.settings().update(call)),
        Route.get(
            "listChanges",
            "/v1/changes",
            Access.ADMINISTER,
            Set.of(Parameter.LIMIT, Parameter.CURSOR, Parameter.SUBJECT_ID),
            (api, call) -> api.settings().changes(call)));
  }
}
