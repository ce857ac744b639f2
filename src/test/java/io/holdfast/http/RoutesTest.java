package io.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.people.Permission;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutesTest {
  @Test
  void theTableHoldsTheWholeApi() {
    assertThat(Routes.table())
        .extracting(Route::operationId)
        .containsExactlyInAnyOrder(
            "createWallet",
            "listWallets",
            "getWallet",
            "updateWallet",
            "getWalletBalance",
            "listWalletTransactions",
            "createAuthorization",
            "listAuthorizations",
            "getAuthorization",
            "incrementAuthorization",
            "captureAuthorization",
            "voidAuthorization",
            "createDebit",
            "createCredit",
            "createAdjustment",
            "getTransaction",
            "refundTransaction",
            "moveTransaction",
            "createDeposit",
            "createImport",
            "listImports",
            "getImport",
            "listImportErrors",
            "watchImport",
            "listDeposits",
            "getDeposit",
            "completeDeposit",
            "cancelDeposit",
            "createBatch",
            "createReversal",
            "getOperation",
            "getAudit",
            "createMembershipPlan",
            "listMembershipPlans",
            "getMembershipPlan",
            "updateMembershipPlan",
            "createMembership",
            "listMemberships",
            "getMembership",
            "listMembershipPeriods",
            "pauseMembership",
            "resumeMembership",
            "cancelMembership",
            "payMembershipPeriod",
            "failMembershipPeriod",
            "createApiKey",
            "listApiKeys",
            "deleteApiKey",
            "createLocation",
            "listLocations",
            "createFlow",
            "listFlows",
            "getFlow",
            "updateFlow",
            "getFlowProgress",
            "recordActivity",
            "listActivities",
            "createLimit",
            "listLimits",
            "getLimit",
            "updateLimit",
            "deleteLimit",
            "getLocation",
            "updateLocation",
            "createStaff",
            "listStaff",
            "getStaff",
            "updateStaff",
            "deactivateStaff",
            "setStaffPassword",
            "createSession",
            "getSession",
            "deleteSession",
            "changePassword",
            "getSettings",
            "updateSettings",
            "listChanges",
            "listEvents",
            "createWebhookEndpoint",
            "listWebhookEndpoints",
            "getWebhookEndpoint",
            "updateWebhookEndpoint",
            "deleteWebhookEndpoint",
            "rotateWebhookSecret",
            "listWebhookDeliveries",
            "replayWebhook",
            "getUsageReport",
            "getBalancesReport",
            "getDepositsReport",
            "getLiabilityReport",
            "getSettlementReport",
            "getHoldsReport",
            "getOpenApi",
            "watchVitals");
    assertThat(Routes.table())
        .extracting(route -> route.method() + " " + route.path())
        .doesNotHaveDuplicates();
  }

  @Test
  void theWayOfASaleIsMatchedFirst() {
    assertThat(Routes.table().get(0).operationId()).isEqualTo("createDebit");
    assertThat(Routes.table().get(1).operationId()).isEqualTo("createAuthorization");
  }

  @Test
  void whateverMovesMoneyWantsAKey() {
    // A reversal is known by the key in its body, an activity by its id, and the operations of a
    // batch have one each.
    Set<String> others =
        Set.of(
            "createBatch",
            "cancelMembership",
            "createApiKey",
            "createLocation",
            "createReversal",
            "createLimit",
            "createFlow",
            "recordActivity",
            "createStaff",
            "deactivateStaff",
            "setStaffPassword",
            "createSession",
            "changePassword",
            "createMembershipPlan",
            "createWallet",
            "pauseMembership",
            "resumeMembership",
            "createWebhookEndpoint",
            "rotateWebhookSecret",
            "replayWebhook",
            "createImport");
    for (Route route : Routes.table()) {
      boolean moves =
          route.method().equals(HttpMethod.POST) && !others.contains(route.operationId());
      assertThat(route.keyUse() == Route.KeyUse.REQUIRED).as(route.operationId()).isEqualTo(moves);
    }
  }

  @Test
  void onlyTheDescriptionAndSigningInAreOpen() {
    assertThat(Routes.table())
        .filteredOn(route -> route.access().open())
        .extracting(Route::operationId)
        .containsExactlyInAnyOrder("getOpenApi", "createSession");
    assertThat(Routes.table())
        .filteredOn(route -> !route.access().open() && route.access().permissions().isEmpty())
        .extracting(Route::operationId)
        .containsExactlyInAnyOrder(
            "listLocations", "getLocation", "getSession", "deleteSession", "changePassword");
  }

  @Test
  void aGatewayNeverReachesHistoryOrAdministration() {
    assertThat(Routes.table())
        .filteredOn(route -> route.access().permissions().contains(Permission.GATEWAY))
        .extracting(Route::operationId)
        .doesNotContain(
            "listWalletTransactions",
            "createWallet",
            "updateWallet",
            "createAdjustment",
            "createApiKey",
            "listApiKeys",
            "deleteApiKey",
            "createLocation",
            "createFlow",
            "updateFlow",
            "listActivities");
  }
}
