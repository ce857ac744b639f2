package io.holdfast.http;

import static io.holdfast.people.Permission.CHECKOUT;
import static io.holdfast.people.Permission.VIEW_REPORTS;

import io.holdfast.http.Query.Parameter;
import io.holdfast.http.Route.Access;
import io.holdfast.http.Route.KeyUse;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** Automated flows, and what they count. */
final class FlowRoutes {
  private static final String FLOWS = "/v1/flows";
  private static final String ACTIVITIES = "/v1/activities";

  /** The desk tells a client how far the next reward is. */
  private static final Access SEE = Access.anyOf(CHECKOUT, VIEW_REPORTS);

  private FlowRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.create(
            "recordActivity",
            ACTIVITIES,
            Access.SELL,
            Form.of(
                4,
                Field.ACTIVITY_ID,
                Field.ACTIVITY_TYPE,
                Field.OF_CLIENT,
                Field.OCCURRED_AT,
                Field.LOCATION_ID),
            (api, call) -> api.flows().record(call)),
        Route.get(
            "listActivities",
            ACTIVITIES,
            SEE,
            Set.of(Parameter.LIMIT, Parameter.CURSOR, Parameter.CLIENT_REFERENCE),
            (api, call) -> api.flows().activities(call)),
        Route.create(
            "createFlow",
            FLOWS,
            Access.ADMINISTER,
            Form.of(3, Field.NAME, Field.TRIGGER, Field.ACTION, Field.ENABLED),
            (api, call) -> api.flows().create(call)),
        Route.get("listFlows", FLOWS, SEE, Query.PAGE, (api, call) -> api.flows().list(call)),
        Route.get("getFlow", FLOWS + "/:id", SEE, Set.of(), (api, call) -> api.flows().get(call)),
        new Route(
            "updateFlow",
            HttpMethod.PATCH,
            FLOWS + "/:id",
            Access.ADMINISTER,
            KeyUse.NONE,
            Form.of(0, Field.NAME, Field.SWITCHED),
            (api, call) -> api.flows().update(call)),
        Route.get(
            "getFlowProgress",
            FLOWS + "/:id/progress",
            SEE,
            Set.of(Parameter.CLIENT_REFERENCE),
            (api, call) -> api.flows().progress(call)));
  }
}
