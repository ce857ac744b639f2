package io.holdfast.http;

import static io.holdfast.http.Field.WALLET_ID;

import io.holdfast.http.Query.Parameter;
import io.holdfast.http.Route.Access;
import java.util.List;
import java.util.Set;

/** For callers whose answer did not arrive. */
final class GatewayRoutes {
  private GatewayRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.create(
            "createReversal",
            "/v1/reversals",
            Access.SELL,
            Form.of(2, WALLET_ID, Field.IDEMPOTENCY_KEY, Field.REASON),
            (api, call) -> api.gateways().reverse(call)),
        Route.get(
            "getOperation",
            "/v1/operations",
            Access.SELL,
            Set.of(Parameter.WALLET_ID, Parameter.IDEMPOTENCY_KEY),
            (api, call) -> api.gateways().inquire(call)));
  }
}
