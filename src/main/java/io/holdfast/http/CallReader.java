package io.holdfast.http;

import io.holdfast.people.ApiKey;
import io.holdfast.people.Business;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** Reads what a request says beside its body: key, time, query and the id in its path. */
final class CallReader {
  private CallReader() {}

  /**
   * The request, understood, unless something was wrong: then that is among the faults of its
   * fields.
   *
   * @param key of who asks, or null
   * @param sessionToken of who is signed in, or null
   * @param business of that key, or null
   */
  static Call read(
      Route route,
      RoutingContext context,
      ApiKey key,
      String sessionToken,
      Business business,
      Fields fields) {
    MultiMap headers = context.request().headers();
    boolean keyed =
        route.keyUse() != Route.KeyUse.NONE && headers.contains(Headers.IDEMPOTENCY_KEY);
    String idempotencyKey = keyed ? IdempotencyKeys.read(headers, fields) : null;
    long withinMillis =
        route.keyUse() == Route.KeyUse.REQUIRED ? RequestTimeouts.read(headers, fields) : 0;
    Query query = Query.read(context.request(), context, route.parameters(), fields);
    String id = context.pathParam("id");
    return new Call(
        route,
        key,
        sessionToken,
        business,
        id == null ? null : Uuids.parse(id),
        Route.number(context.pathParam("n")),
        fields,
        query,
        idempotencyKey,
        withinMillis);
  }
}
