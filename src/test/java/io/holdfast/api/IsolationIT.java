package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.openapi.Conformity;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two businesses: nothing of the one can be seen, moved or guessed by the other. */
final class IsolationIT {
  private Shop shop;
  private Belongings own;
  private Client stranger;
  private String strangersWallet;

  @BeforeEach
  void open() {
    shop = Shop.open();
    Shop other = Shop.open();
    stranger = other.admin();
    strangersWallet = other.wallet(1_000);
    own = Belongings.of(shop);
  }

  @Test
  void nothingOfTheOneIsThereForTheOther() {
    Map<String, ForeignRequests.Request> cases = new ForeignRequests(stranger).all();
    String before = shop.book(own.wallet());
    for (Conformity.Operation operation : Conformity.ofTheService().operations()) {
      boolean listsOrMakes = LISTS_AND_MAKERS.contains(operation.id());
      assertThat(cases.containsKey(operation.id()) || listsOrMakes)
          .as("a case for %s", operation.id())
          .isTrue();
      if (listsOrMakes) {
        continue;
      }
      ForeignRequests.Request request = cases.get(operation.id());
      Reply foreign = request.send(own);
      JsonObject problem = foreign.problem(404, "not_found");
      Reply nobodys = request.send(own.ofNobody());
      JsonObject expected = nobodys.problem(404, "not_found");
      assertThat(bare(problem)).as(operation.id()).isEqualTo(bare(expected));
      assertThat(foreign.headers().map().keySet())
          .as(operation.id())
          .isEqualTo(nobodys.headers().map().keySet());
      assertThat(shop.book(own.wallet())).as(operation.id()).isEqualTo(before);
    }
  }

  @Test
  void listsAndSearchesShowOnlyTheirOwn() {
    String reference = shop.look(own.wallet()).getJsonObject("client").getString("reference");
    for (String path :
        new String[] {
          "/v1/wallets?limit=200",
          "/v1/wallets?client_reference=" + reference,
          "/v1/authorizations?limit=200",
          "/v1/authorizations?wallet_id=" + own.wallet(),
          "/v1/authorizations?location_id=" + own.location(),
          "/v1/locations?limit=200",
          "/v1/deposits?limit=200",
          "/v1/imports?limit=200",
          "/v1/deposits?wallet_id=" + own.wallet(),
          "/v1/api-keys?limit=200",
          "/v1/flows?limit=200",
          "/v1/activities?limit=200",
          "/v1/activities?client_reference=" + reference,
          "/v1/limits?limit=200",
          "/v1/staff?limit=200",
          "/v1/changes?limit=200",
          "/v1/changes?subject_id=" + own.staff(),
          "/v1/settings",
          "/v1/membership-plans?limit=200",
          "/v1/memberships?limit=200",
          "/v1/memberships?plan_id=" + own.plan(),
          "/v1/webhook-endpoints",
          "/v1/events",
          "/v1/reports/usage",
          "/v1/reports/balances",
          "/v1/reports/balances?at=2099-01-01T00:00:00Z",
          "/v1/reports/deposits",
          "/v1/reports/liability",
          "/v1/reports/settlement",
          "/v1/reports/holds",
          "/v1/reports/holds?location_id=" + own.location(),
          "/v1/audit"
        }) {
      Reply reply = stranger.get(path);
      assertThat(reply.status()).as(path).isIn(200, 404, 422);
      assertThat(reply.body()).as(path).doesNotContain(own.ids());
    }
  }

  @Test
  void aCursorOfTheOneIsOfNoUseToTheOther() {
    shop.wallet(1);
    String cursor = shop.admin().get("/v1/wallets?limit=1").json(200).getString("next_cursor");
    stranger.get("/v1/wallets?cursor=" + cursor).problem(400, "invalid_request");
  }

  @Test
  void theSameKeyMeansSomethingElseToEachBusiness() {
    Reply strangers = stranger.post("/v1/debits", own.key(), Shop.move(strangersWallet, 10));
    assertThat(strangers.json(201).getString("id")).isNotEqualTo(own.debit());
    assertThat(strangers.isReplay()).isFalse();
    stranger.post("/v1/debits", own.key(), Shop.move(own.wallet(), 10)).problem(404, "not_found");
  }

  @Test
  void aForeignLocationIsUnknown() {
    stranger
        .post("/v1/debits", Shop.move(strangersWallet, 1).put("location_id", own.location()))
        .problem(422, "unknown_location");
  }

  @Test
  void anIdWithTheRightNumberAndAnotherTimeFindsNothing() {
    Client admin = shop.admin();
    admin.get("/v1/wallets/" + forged(own.wallet())).problem(404, "not_found");
    admin.get("/v1/transactions/" + forged(own.debit())).problem(404, "not_found");
    admin.get("/v1/authorizations/" + forged(own.hold())).problem(404, "not_found");
    admin.post("/v1/debits", Shop.move(forged(own.wallet()), 1)).problem(404, "not_found");
    admin
        .post("/v1/authorizations/" + forged(own.hold()) + "/void", new JsonObject())
        .problem(404, "not_found");
    admin
        .post("/v1/transactions/" + forged(own.debit()) + "/refund", new JsonObject())
        .problem(404, "not_found");
  }

  private static final Set<String> LISTS_AND_MAKERS =
      Set.of(
          "createBatch", // 200, with a 404 in each result: BatchLimitsIT
          "listAuthorizations",
          "listWallets",
          "listApiKeys",
          "listLocations",
          "listDeposits",
          "listImports",
          "createImport",
          "createWallet",
          "createApiKey",
          "createLocation",
          "createFlow",
          "listFlows",
          "recordActivity",
          "listActivities",
          "createLimit",
          "listLimits",
          "createStaff",
          "listStaff",
          "createSession",
          "getSession",
          "deleteSession",
          "changePassword",
          "getSettings",
          "updateSettings",
          "listChanges",
          "createMembershipPlan",
          "listMembershipPlans",
          "listMemberships",
          "getUsageReport",
          "getBalancesReport",
          "getDepositsReport",
          "getLiabilityReport",
          "getSettlementReport",
          "getHoldsReport",
          "getAudit",
          "watchVitals",
          "listEvents",
          "createWebhookEndpoint",
          "listWebhookEndpoints",
          "getOpenApi");

  /** What a problem says beside which request it answers. */
  private static JsonObject bare(JsonObject problem) {
    JsonObject copy = problem.copy();
    copy.remove("instance");
    copy.remove("request_id");
    return copy;
  }

  /** The same wallet and sequence, made at another time. */
  private static String forged(String id) {
    UUID uuid = UUID.fromString(id);
    return new UUID(uuid.getMostSignificantBits() ^ (1L << 16), uuid.getLeastSignificantBits())
        .toString();
  }
}
