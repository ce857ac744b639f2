package io.holdfast.http;

import static io.holdfast.http.Field.CURRENCY;
import static io.holdfast.people.Permission.CHECKOUT;
import static io.holdfast.people.Permission.VIEW_REPORTS;

import io.holdfast.http.Query.Parameter;
import io.holdfast.http.Route.Access;
import io.holdfast.http.Route.KeyUse;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** Clients' balances. */
final class WalletRoutes {
  private static final String WALLETS = "/v1/wallets";

  private WalletRoutes() {}

  static List<Route> table() {
    return List.of(
        Route.create(
            "createWallet",
            WALLETS,
            Access.anyOf(CHECKOUT),
            Form.of(2, Field.CLIENT, CURRENCY, Field.CREDIT_LIMIT),
            (api, call) -> api.wallets().create(call)),
        Route.get(
            "listWallets",
            WALLETS,
            Access.LOOK,
            Set.of(Parameter.LIMIT, Parameter.CURSOR, Parameter.CLIENT_REFERENCE, Parameter.SEARCH),
            (api, call) -> api.wallets().list(call)),
        Route.get(
            "getWallet",
            WALLETS + "/:id",
            Access.LOOK,
            Set.of(),
            (api, call) -> api.wallets().get(call)),
        new Route(
            "updateWallet",
            HttpMethod.PATCH,
            WALLETS + "/:id",
            Access.ADMINISTER,
            KeyUse.NONE,
            Form.of(0, Field.CREDIT_LIMIT, Field.WALLET_STATUS, Field.RENAMED_CLIENT),
            (api, call) -> api.wallets().update(call)),
        Route.get(
            "getWalletBalance",
            WALLETS + "/:id/balance",
            Access.LOOK,
            Set.of(Parameter.AT),
            (api, call) -> api.wallets().balance(call)),
        Route.get(
            "listWalletTransactions",
            WALLETS + "/:id/transactions",
            Access.anyOf(CHECKOUT, VIEW_REPORTS),
            Query.PAGE,
            (api, call) -> api.wallets().history(call)));
  }
}
