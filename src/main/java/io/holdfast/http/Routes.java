package io.holdfast.http;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of everything the API does, of which each part of the API has its own. */
final class Routes {
  /** Matched in this order: the way of a sale comes first. */
  private static final List<Route> TABLE =
      Stream.of(
              SaleRoutes.table(),
              MovementRoutes.table(),
              DepositRoutes.table(),
              ImportRoutes.table(),
              BatchRoutes.table(),
              GatewayRoutes.table(),
              WalletRoutes.table(),
              MembershipRoutes.table(),
              PeopleRoutes.table(),
              FlowRoutes.table(),
              LimitRoutes.table(),
              StaffRoutes.table(),
              SettingsRoutes.table(),
              EventRoutes.table(),
              ReportRoutes.table(),
              OperationsRoutes.table())
          .flatMap(List::stream)
          .toList();

  private Routes() {}

  /** Names of those that move or hold money. */
  static Set<String> movements() {
    return TABLE.stream()
        .filter(route -> route.keyUse() == Route.KeyUse.REQUIRED)
        .map(Route::operationId)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Every route, in the order in which they are matched. */
  static List<Route> table() {
    return TABLE;
  }
}
