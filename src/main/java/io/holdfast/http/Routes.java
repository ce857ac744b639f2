package io.holdfast.http;

import static io.holdfast.http.Field.ALLOW_PARTIAL;
import static io.holdfast.http.Field.AMOUNT;
import static io.holdfast.http.Field.CURRENCY;
import static io.holdfast.http.Field.LOCATION_ID;
import static io.holdfast.http.Field.METADATA;
import static io.holdfast.http.Field.NAME;
import static io.holdfast.http.Field.NOTE;
import static io.holdfast.http.Field.REFERENCE;
import static io.holdfast.http.Field.WALLET_ID;
import static io.holdfast.people.Permission.ADJUST_BALANCES;
import static io.holdfast.people.Permission.ADMIN;
import static io.holdfast.people.Permission.CHECKOUT;
import static io.holdfast.people.Permission.GATEWAY;
import static io.holdfast.people.Permission.VIEW_REPORTS;

import io.holdfast.http.Query.Parameter;
import io.holdfast.http.Route.Access;
import io.holdfast.http.Route.KeyUse;
import io.holdfast.people.Permission;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** The table of everything the API does. */
final class Routes {
  /** Who may give credit: deposits and refunds at the till, rewards by who adjusts balances. */
  static final Set<Permission> DEPOSITORS = Set.of(CHECKOUT, GATEWAY);

  static final Set<Permission> REWARDERS = Set.of(ADJUST_BALANCES, GATEWAY);

  private static final Access SELL = Access.anyOf(CHECKOUT, GATEWAY);
  private static final Access LOOK = Access.anyOf(CHECKOUT, GATEWAY, VIEW_REPORTS);
  private static final Access ADMINISTER = Access.anyOf(ADMIN);

  private static final String WALLETS = "/v1/wallets";
  private static final String HOLDS = "/v1/authorizations";
  private static final String TRANSACTIONS = "/v1/transactions";
  private static final String KEYS = "/v1/api-keys";
  private static final String LOCATIONS = "/v1/locations";

  private static final Set<Parameter> PAGE = Set.of(Parameter.LIMIT, Parameter.CURSOR);

  private static final List<Route> TABLE =
      List.of(
          // The way of a sale comes first: routes are matched in this order.
          move(
              "createDebit",
              "/v1/debits",
              SELL,
              Form.of(
                  3, WALLET_ID, AMOUNT, CURRENCY, LOCATION_ID, REFERENCE, ALLOW_PARTIAL, METADATA),
              (api, call) -> api.movements().debit(call)),
          move(
              "createAuthorization",
              HOLDS,
              SELL,
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
          move(
                  "captureAuthorization",
                  HOLDS + "/:id/capture",
                  SELL,
                  Form.of(0, AMOUNT, Field.FINAL),
                  (api, call) -> api.holds().capture(call))
              .withOptionalBody(),
          move(
                  "voidAuthorization",
                  HOLDS + "/:id/void",
                  SELL,
                  Form.of(0, AMOUNT),
                  (api, call) -> api.holds().voidHold(call))
              .withOptionalBody(),
          move(
              "incrementAuthorization",
              HOLDS + "/:id/increment",
              SELL,
              Form.of(1, AMOUNT),
              (api, call) -> api.holds().increment(call)),
          Route.get(
              "getAuthorization",
              HOLDS + "/:id",
              SELL,
              Set.of(),
              (api, call) -> api.holds().get(call)),
          Route.get(
              "listAuthorizations",
              HOLDS,
              SELL,
              Set.of(
                  Parameter.LIMIT,
                  Parameter.CURSOR,
                  Parameter.WALLET_ID,
                  Parameter.STATUS,
                  Parameter.LOCATION_ID),
              (api, call) -> api.holds().list(call)),
          move(
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
          move(
              "createAdjustment",
              "/v1/adjustments",
              Access.anyOf(ADJUST_BALANCES),
              Form.of(3, WALLET_ID, Field.CORRECTION, CURRENCY, NOTE),
              (api, call) -> api.movements().adjust(call)),
          move(
                  "refundTransaction",
                  TRANSACTIONS + "/:id/refund",
                  SELL,
                  Form.of(0, AMOUNT, REFERENCE, NOTE),
                  (api, call) -> api.movements().refund(call))
              .withOptionalBody(),
          Route.get(
              "getTransaction",
              TRANSACTIONS + "/:id",
              LOOK,
              Set.of(),
              (api, call) -> api.movements().get(call)),
          create(
              "createReversal",
              "/v1/reversals",
              SELL,
              Form.of(2, WALLET_ID, Field.IDEMPOTENCY_KEY, Field.REASON),
              (api, call) -> api.gateways().reverse(call)),
          Route.get(
              "getOperation",
              "/v1/operations",
              SELL,
              Set.of(Parameter.WALLET_ID, Parameter.IDEMPOTENCY_KEY),
              (api, call) -> api.gateways().inquire(call)),
          create(
              "createWallet",
              WALLETS,
              Access.anyOf(CHECKOUT),
              Form.of(2, Field.CLIENT, CURRENCY, Field.CREDIT_LIMIT),
              (api, call) -> api.wallets().create(call)),
          Route.get(
              "listWallets",
              WALLETS,
              LOOK,
              Set.of(Parameter.LIMIT, Parameter.CURSOR, Parameter.CLIENT_REFERENCE),
              (api, call) -> api.wallets().list(call)),
          Route.get(
              "getWallet",
              WALLETS + "/:id",
              LOOK,
              Set.of(),
              (api, call) -> api.wallets().get(call)),
          new Route(
              "updateWallet",
              HttpMethod.PATCH,
              WALLETS + "/:id",
              ADMINISTER,
              KeyUse.NONE,
              Form.of(0, Field.CREDIT_LIMIT, Field.WALLET_STATUS, Field.RENAMED_CLIENT),
              (api, call) -> api.wallets().update(call)),
          Route.get(
              "getWalletBalance",
              WALLETS + "/:id/balance",
              LOOK,
              Set.of(Parameter.AT),
              (api, call) -> api.wallets().balance(call)),
          Route.get(
              "listWalletTransactions",
              WALLETS + "/:id/transactions",
              Access.anyOf(CHECKOUT, VIEW_REPORTS),
              PAGE,
              (api, call) -> api.wallets().history(call)),
          Route.get(
              "getAudit", "/v1/audit", ADMINISTER, Set.of(), (api, call) -> api.audit().get(call)),
          create(
              "createApiKey",
              KEYS,
              ADMINISTER,
              Form.of(2, NAME, Field.PERMISSIONS, Field.STAFF_ID, Field.EXPIRES_AT),
              (api, call) -> api.people().createKey(call)),
          Route.get("listApiKeys", KEYS, ADMINISTER, PAGE, (api, call) -> api.people().keys(call)),
          new Route(
              "deleteApiKey",
              HttpMethod.DELETE,
              KEYS + "/:id",
              ADMINISTER,
              KeyUse.NONE,
              null,
              (api, call) -> api.people().revokeKey(call)),
          create(
              "createLocation",
              LOCATIONS,
              ADMINISTER,
              Form.of(2, NAME, Field.TIME_ZONE, REFERENCE),
              (api, call) -> api.people().createLocation(call)),
          Route.get(
              "listLocations",
              LOCATIONS,
              Access.ANY_KEY,
              PAGE,
              (api, call) -> api.people().locations(call)),
          Route.get(
              "getOpenApi",
              "/openapi.json",
              Access.OPEN,
              Set.of(),
              (api, call) -> Future.succeededFuture(Reply.Success.ok(api.openApi()))));

  private Routes() {}

  /** Every route, in the order in which they are matched. */
  static List<Route> table() {
    return TABLE;
  }

  private static Route move(
      String operationId, String path, Access access, Form form, Route.Handler handler) {
    return new Route(operationId, HttpMethod.POST, path, access, KeyUse.REQUIRED, form, handler);
  }

  private static Route create(
      String operationId, String path, Access access, Form form, Route.Handler handler) {
    return new Route(operationId, HttpMethod.POST, path, access, KeyUse.OPTIONAL, form, handler);
  }
}
