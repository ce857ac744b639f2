package io.holdfast.http;

import static io.holdfast.http.Field.AMOUNT;
import static io.holdfast.http.Field.CURRENCY;
import static io.holdfast.http.Field.LOCATION_ID;
import static io.holdfast.http.Field.METADATA;
import static io.holdfast.http.Field.NOTE;
import static io.holdfast.http.Field.REFERENCE;
import static io.holdfast.http.Field.WALLET_ID;
import static io.holdfast.people.Permission.ADJUST_BALANCES;
import static io.holdfast.people.Permission.CHECKOUT;
import static io.holdfast.people.Permission.GATEWAY;

import io.holdfast.http.Route.Access;
import io.holdfast.people.Permission;
import java.util.List;
import java.util.Set;

/** What movements there are beside sales: credits, refunds, adjustments. */
final class MovementRoutes {
  /** Who may give credit: deposits and refunds at the till, rewards by who adjusts balances. */
  static final Set<Permission> DEPOSITORS = Set.of(CHECKOUT, GATEWAY);

  static final Set<Permission> REWARDERS = Set.of(ADJUST_BALANCES, GATEWAY);

  private static final String TRANSACTIONS = "/v1/transactions";

  private MovementRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.move(
            "createCredit",
            "/v1/credits",
            Access.anyOf(CHECKOUT, GATEWAY, ADJUST_BALANCES),
            Form.of(
                3,
                WALLET_ID,
                AMOUNT,
                CURRENCY,
                Field.CREDIT_TYPE,
                LOCATION_ID,
                REFERENCE,
                NOTE,
                METADATA),
            (api, call) -> api.movements().credit(call)),
        Route.move(
            "createAdjustment",
            "/v1/adjustments",
            Access.anyOf(ADJUST_BALANCES),
            Form.of(3, WALLET_ID, Field.CORRECTION, CURRENCY, NOTE),
            (api, call) -> api.movements().adjust(call)),
        Route.move(
                "refundTransaction",
                TRANSACTIONS + "/:id/refund",
                Access.SELL,
                Form.of(0, AMOUNT, REFERENCE, NOTE),
                (api, call) -> api.movements().refund(call))
            .withOptionalBody(),
        Route.move(
            "moveTransaction",
            TRANSACTIONS + "/:id/move",
            Access.SELL,
            Form.of(1, REFERENCE, LOCATION_ID),
            (api, call) -> api.movements().move(call)),
        Route.get(
            "getTransaction",
            TRANSACTIONS + "/:id",
            Access.LOOK,
            Set.of(),
            (api, call) -> api.movements().get(call)));
  }
}
