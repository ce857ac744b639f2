package io.holdfast.http;

import io.holdfast.http.Query.Parameter;
import io.holdfast.http.Route.Access;
import io.holdfast.people.Permission;
import io.holdfast.reports.Report;
import java.util.List;
import java.util.Set;

/** What was used, deposited, and is owed. */
final class ReportRoutes {
  private static final Access READ = Access.anyOf(Permission.VIEW_REPORTS);
  private static final Set<Parameter> PERIOD =
      Set.of(Parameter.FROM, Parameter.TO, Parameter.LOCATION_ID, Parameter.FORMAT);
  private static final Set<Parameter> PERIOD_AND_MOMENT =
      Set.of(Parameter.FROM, Parameter.TO, Parameter.LOCATION_ID, Parameter.FORMAT, Parameter.AT);

  private ReportRoutes() {}

  static List<Route> table() {
    return List.of(
        route("getUsageReport", Report.USAGE, PERIOD),
        route("getBalancesReport", Report.BALANCES, PERIOD_AND_MOMENT),
        route("getDepositsReport", Report.DEPOSITS, PERIOD),
        route("getLiabilityReport", Report.LIABILITY, PERIOD),
        route("getSettlementReport", Report.SETTLEMENT, PERIOD),
        route("getHoldsReport", Report.HOLDS, PERIOD));
  }

  private static Route route(String operationId, Report report, Set<Parameter> parameters) {
    return Route.get(
        operationId,
        "/v1/reports/" + report.wire(),
        READ,
        parameters,
        (api, call) -> api.reports().get(report, call));
  }
}
