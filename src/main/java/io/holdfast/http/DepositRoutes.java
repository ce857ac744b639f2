package io.holdfast.http;

import static io.holdfast.http.Field.AMOUNT;
import static io.holdfast.http.Field.CURRENCY;
import static io.holdfast.http.Field.LOCATION_ID;
import static io.holdfast.http.Field.NOTE;
import static io.holdfast.http.Field.REFERENCE;
import static io.holdfast.http.Field.WALLET_ID;

import io.holdfast.http.Query.Parameter;
import io.holdfast.http.Route.Access;
import io.holdfast.people.Permission;
import java.util.List;
import java.util.Set;

/** Deposits that are pending until their sale is paid. */
final class DepositRoutes {
  private static final String DEPOSITS = "/v1/deposits";
  private static final Access CHECKOUT = Access.anyOf(Permission.CHECKOUT);

  private DepositRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.move(
            "createDeposit",
            DEPOSITS,
            CHECKOUT,
            Form.of(3, WALLET_ID, AMOUNT, CURRENCY, LOCATION_ID, REFERENCE, NOTE),
            (api, call) -> api.deposits().create(call)),
        Route.get(
            "listDeposits",
            DEPOSITS,
            CHECKOUT,
            Set.of(
                Parameter.WALLET_ID, Parameter.DEPOSIT_STATUS, Parameter.LIMIT, Parameter.CURSOR),
            (api, call) -> api.deposits().list(call)),
        Route.get(
            "getDeposit",
            DEPOSITS + "/:id",
            CHECKOUT,
            Set.of(),
            (api, call) -> api.deposits().get(call)),
        Route.move(
                "completeDeposit",
                DEPOSITS + "/:id/complete",
                CHECKOUT,
                Form.of(0),
                (api, call) -> api.deposits().complete(call))
            .withOptionalBody(),
        Route.move(
                "cancelDeposit",
                DEPOSITS + "/:id/cancel",
                CHECKOUT,
                Form.of(0),
                (api, call) -> api.deposits().cancel(call))
            .withOptionalBody());
  }
}
