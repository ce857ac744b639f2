package io.holdfast.http;

import static io.holdfast.http.Field.ALLOW_PARTIAL;
import static io.holdfast.http.Field.AMOUNT;
import static io.holdfast.http.Field.CURRENCY;
import static io.holdfast.http.Field.LOCATION_ID;
import static io.holdfast.http.Field.METADATA;
import static io.holdfast.http.Field.REFERENCE;
import static io.holdfast.http.Field.WALLET_ID;

import io.holdfast.http.Query.Parameter;
import io.holdfast.http.Route.Access;
import java.util.List;
import java.util.Set;

/** The way of a sale: paid at once, or held first and then captured or given back. */
final class SaleRoutes {
  private static final String HOLDS = "/v1/authorizations";

  private SaleRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.move(
            "createDebit",
            "/v1/debits",
            Access.SELL,
            Form.of(
                3, WALLET_ID, AMOUNT, CURRENCY, LOCATION_ID, REFERENCE, ALLOW_PARTIAL, METADATA),
            (api, call) -> api.movements().debit(call)),
        Route.move(
            "createAuthorization",
            HOLDS,
            Access.SELL,
            Form.of(
                3,
                WALLET_ID,
                AMOUNT,
                CURRENCY,
                LOCATION_ID,
                REFERENCE,
                ALLOW_PARTIAL,
                Field.EXPIRES_IN,
                METADATA),
            (api, call) -> api.holds().authorize(call)),
        Route.move(
                "captureAuthorization",
                HOLDS + "/:id/capture",
                Access.SELL,
                Form.of(0, AMOUNT, Field.FINAL),
                (api, call) -> api.holds().capture(call))
            .withOptionalBody(),
        Route.move(
                "voidAuthorization",
                HOLDS + "/:id/void",
                Access.SELL,
                Form.of(0, AMOUNT),
                (api, call) -> api.holds().voidHold(call))
            .withOptionalBody(),
        Route.move(
            "incrementAuthorization",
            HOLDS + "/:id/increment",
            Access.SELL,
            Form.of(1, AMOUNT),
            (api, call) -> api.holds().increment(call)),
        Route.get(
            "getAuthorization",
            HOLDS + "/:id",
            Access.SELL,
            Set.of(),
            (api, call) -> api.holds().get(call)),
        Route.get(
            "listAuthorizations",
            HOLDS,
            Access.SELL,
            Set.of(
                Parameter.LIMIT,
                Parameter.CURSOR,
                Parameter.WALLET_ID,
                Parameter.STATUS,
                Parameter.LOCATION_ID),
            (api, call) -> api.holds().list(call)));
  }
}
