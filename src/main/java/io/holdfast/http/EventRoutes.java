package io.holdfast.http;

import io.holdfast.http.Route.Access;
import io.holdfast.http.Route.KeyUse;
import io.holdfast.people.Permission;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** What happened, and who is told. */
final class EventRoutes {
  private static final String ENDPOINTS = "/v1/webhook-endpoints";
  private static final String ENDPOINT = ENDPOINTS + "/:id";

  private EventRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.get(
            "listEvents",
            "/v1/events",
            Access.anyOf(Permission.ADMIN, Permission.VIEW_REPORTS),
            Set.of(Query.Parameter.AFTER, Query.Parameter.LIMIT, Query.Parameter.TYPES),
            (api, call) -> api.events().list(call)),
        Route.create(
            "createWebhookEndpoint",
            ENDPOINTS,
            Access.ADMINISTER,
            Form.of(1, Field.URL, Field.EVENT_TYPES, Field.DESCRIPTION),
            (api, call) -> api.webhooks().create(call)),
        Route.get(
            "listWebhookEndpoints",
            ENDPOINTS,
            Access.ADMINISTER,
            Query.PAGE,
            (api, call) -> api.webhooks().list(call)),
        Route.get(
            "getWebhookEndpoint",
            ENDPOINT,
            Access.ADMINISTER,
            Set.of(),
            (api, call) -> api.webhooks().get(call)),
        new Route(
            "updateWebhookEndpoint",
            HttpMethod.PATCH,
            ENDPOINT,
            Access.ADMINISTER,
            KeyUse.NONE,
            Form.of(0, Field.URL, Field.EVENT_TYPES, Field.DESCRIPTION, Field.SWITCHED),
            (api, call) -> api.webhooks().update(call)),
        new Route(
            "deleteWebhookEndpoint",
            HttpMethod.DELETE,
            ENDPOINT,
            Access.ADMINISTER,
            KeyUse.NONE,
            null,
            (api, call) -> api.webhooks().delete(call)),
        Route.create(
                "rotateWebhookSecret",
                ENDPOINT + "/secrets",
                Access.ADMINISTER,
                Form.of(0),
                (api, call) -> api.webhooks().rotate(call))
            .withOptionalBody(),
        Route.get(
            "listWebhookDeliveries",
            ENDPOINT + "/deliveries",
            Access.ADMINISTER,
            Query.PAGE,
            (api, call) -> api.webhooks().deliveries(call)),
        Route.create(
            "replayWebhook",
            ENDPOINT + "/replays",
            Access.ADMINISTER,
            Form.of(1, Field.EVENT_ID),
            (api, call) -> api.webhooks().replay(call)));
  }
}
