package io.holdfast.api;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What a stranger may ask with ids that belong to somebody else: a request for each operation. */
final class ForeignRequests {
  private static final String LIMITS = "/v1/limits/";
  private static final String WEBHOOKS = "/v1/webhook-endpoints/";

  private final Client stranger;

  ForeignRequests(Client stranger) {
    this.stranger = stranger;
  }

  /** A request that names some of these ids. */
  interface Request {
    Reply send(Belongings its);
  }

  /** By operation, all that take an id. */
  Map<String, Request> all() {
    Map<String, Request> cases = new TreeMap<>();
    cases.put("createDebit", its -> stranger.post("/v1/debits", Shop.move(its.wallet(), 1)));
    cases.put(
        "createAuthorization",
        its -> stranger.post("/v1/authorizations", Shop.move(its.wallet(), 1)));
    cases.put("createCredit", its -> stranger.post("/v1/credits", Shop.move(its.wallet(), 1)));
    cases.put(
        "createAdjustment", its -> stranger.post("/v1/adjustments", Shop.move(its.wallet(), 1)));
    cases.put(
        "captureAuthorization",
        its -> stranger.post("/v1/authorizations/" + its.hold() + "/capture", Shop.amount(1)));
    cases.put(
        "voidAuthorization",
        its -> stranger.post("/v1/authorizations/" + its.hold() + "/void", Shop.amount(1)));
    cases.put(
        "incrementAuthorization",
        its -> stranger.post("/v1/authorizations/" + its.hold() + "/increment", Shop.amount(1)));
    cases.put("getAuthorization", its -> stranger.get("/v1/authorizations/" + its.hold()));
    cases.put(
        "refundTransaction",
        its -> stranger.post("/v1/transactions/" + its.debit() + "/refund", Shop.amount(1)));
    cases.put("createDeposit", its -> stranger.post("/v1/deposits", Shop.move(its.wallet(), 1)));
    cases.put("getDeposit", its -> stranger.get("/v1/deposits/" + its.deposit()));
    cases.put(
        "completeDeposit",
        its -> stranger.post("/v1/deposits/" + its.deposit() + "/complete", new JsonObject()));
    cases.put(
        "cancelDeposit",
        its -> stranger.post("/v1/deposits/" + its.deposit() + "/cancel", new JsonObject()));
    cases.put(
        "moveTransaction",
        its ->
            stranger.post(
                "/v1/transactions/" + its.debit() + "/move",
                new JsonObject().put("reference", "other")));
    cases.put("getImport", its -> stranger.get("/v1/imports/" + its.imported()));
    cases.put("listImportErrors", its -> stranger.get("/v1/imports/" + its.imported() + "/errors"));
    cases.put("watchImport", its -> stranger.get("/v1/imports/" + its.imported() + "/events"));
    cases.put("getTransaction", its -> stranger.get("/v1/transactions/" + its.debit()));
    cases.put("getWallet", its -> stranger.get("/v1/wallets/" + its.wallet()));
    cases.put(
        "updateWallet",
        its ->
            stranger.patch(
                "/v1/wallets/" + its.wallet(), new JsonObject().put("status", "frozen")));
    cases.put("getWalletBalance", its -> stranger.get("/v1/wallets/" + its.wallet() + "/balance"));
    cases.put(
        "listWalletTransactions",
        its -> stranger.get("/v1/wallets/" + its.wallet() + "/transactions"));
    cases.put("deleteApiKey", its -> stranger.delete("/v1/api-keys/" + its.apiKey()));
    cases.put("getLimit", its -> stranger.get(LIMITS + its.limit()));
    cases.put(
        "updateLimit",
        its -> stranger.patch(LIMITS + its.limit(), new JsonObject().put("max_count", 1)));
    cases.put("deleteLimit", its -> stranger.delete(LIMITS + its.limit()));
    cases.put("getStaff", its -> stranger.get("/v1/staff/" + its.staff()));
    cases.put(
        "updateStaff",
        its -> stranger.patch("/v1/staff/" + its.staff(), new JsonObject().put("name", "Eve")));
    cases.put(
        "deactivateStaff",
        its -> stranger.post("/v1/staff/" + its.staff() + "/deactivate", new JsonObject()));
    cases.put(
        "setStaffPassword",
        its ->
            stranger.post(
                "/v1/staff/" + its.staff() + "/password",
                new JsonObject().put("password", "a password of eve's")));
    cases.put("getLocation", its -> stranger.get("/v1/locations/" + its.location()));
    cases.put(
        "updateLocation",
        its ->
            stranger.patch(
                "/v1/locations/" + its.location(), new JsonObject().put("name", "Eve's")));
    cases.put("getWebhookEndpoint", its -> stranger.get(WEBHOOKS + its.webhook()));
    cases.put(
        "updateWebhookEndpoint",
        its ->
            stranger.patch(WEBHOOKS + its.webhook(), new JsonObject().put("description", "mine")));
    cases.put("deleteWebhookEndpoint", its -> stranger.delete(WEBHOOKS + its.webhook()));
    cases.put(
        "rotateWebhookSecret",
        its -> stranger.post(WEBHOOKS + its.webhook() + "/secrets", new JsonObject()));
    cases.put(
        "listWebhookDeliveries", its -> stranger.get(WEBHOOKS + its.webhook() + "/deliveries"));
    cases.put(
        "replayWebhook",
        its ->
            stranger.post(
                WEBHOOKS + its.webhook() + "/replays",
                new JsonObject().put("event_id", its.debit())));
    cases.put(
        "getOperation",
        its ->
            stranger.get(
                "/v1/operations?wallet_id=" + its.wallet() + "&idempotency_key=" + its.key()));
    cases.put(
        "createReversal",
        its ->
            stranger.post(
                "/v1/reversals",
                new JsonObject().put("wallet_id", its.wallet()).put("idempotency_key", its.key())));
    cases.put("getFlow", its -> stranger.get("/v1/flows/" + its.flow()));
    cases.put(
        "updateFlow",
        its -> stranger.patch("/v1/flows/" + its.flow(), new JsonObject().put("enabled", false)));
    cases.put(
        "getFlowProgress",
        its -> stranger.get("/v1/flows/" + its.flow() + "/progress?client_reference=cl_1"));
    memberships(cases);
    return cases;
  }

  private void memberships(Map<String, Request> cases) {
    cases.put(
        "createMembership",
        its ->
            stranger.post(
                Members.MEMBERSHIPS,
                Members.joining(its.plan(), "cl_1", Instant.now(), "external")));
    cases.put("getMembershipPlan", its -> stranger.get(Members.PLANS + "/" + its.plan()));
    cases.put(
        "updateMembershipPlan",
        its ->
            stranger.patch(
                Members.PLANS + "/" + its.plan(), new JsonObject().put("active", false)));
    cases.put("getMembership", its -> stranger.get(membership(its, "")));
    cases.put("listMembershipPeriods", its -> stranger.get(membership(its, "/periods")));
    Map.of(
            "pauseMembership", "/pause",
            "resumeMembership", "/resume",
            "cancelMembership", "/cancel",
            "payMembershipPeriod", "/periods/1/paid",
            "failMembershipPeriod", "/periods/1/failed")
        .forEach(
            (operation, path) ->
                cases.put(
                    operation, its -> stranger.post(membership(its, path), new JsonObject())));
  }

  private static String membership(Belongings its, String path) {
    return Members.MEMBERSHIPS + "/" + its.membership() + path;
  }
}
