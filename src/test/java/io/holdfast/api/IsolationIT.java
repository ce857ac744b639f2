package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.openapi.Conformity;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two businesses: nothing of the one can be seen, moved or guessed by the other. */
final class IsolationIT {
  private Shop shop;
  private Client stranger;
  private String strangersWallet;
  private String wallet;
  private String hold;
  private String debit;
  private String key;
  private String location;
  private String apiKey;
  private String flow;
  private String limit;
  private String plan;
  private String membership;
  private String webhook;
  private String deposit;
  private String imported;

  /** What a stranger asks with ids of this shop, and again with ids that nobody has. */
  private interface Request {
    Reply send(String wallet, String hold, String debit, String apiKey);
  }

  private String staff;

  @BeforeEach
  void open() {
    shop = Shop.open();
    Shop other = Shop.open();
    stranger = other.admin();
    strangersWallet = other.wallet(1_000);
    wallet = shop.wallet(1_000);
    hold = shop.hold(wallet, 100);
    key = Client.newKey();
    debit = shop.admin().post("/v1/debits", key, Shop.move(wallet, 10)).json(201).getString("id");
    location = shop.location("Main Street");
    apiKey = shop.key("checkout").getString("id");
    flow = shop.flow("Fifth visit", "visit", 5, true).getString("id");
    JsonObject everybody =
        new JsonObject().put("scope", "wallet").put("window", "day").put("max_count", 100);
    limit = shop.admin().post("/v1/limits", everybody).json(201).getString("id");
    staff = shop.member("checkout").getString("id");
    Members members = new Members(shop);
    plan = members.newPlan("month", 10);
    membership = members.join(plan, Instant.now(), "external").getString("id");
    webhook =
        shop.admin()
            .post(WEBHOOKS, new JsonObject().put("url", "http://127.0.0.1:9/"))
            .json(201)
            .getString("id");
    imported =
        ImportsIT.send(shop, "client_reference,currency,balance\nc1,USD,5\n")
            .json(202)
            .getString("id");
    deposit = shop.admin().post("/v1/deposits", Shop.move(wallet, 10)).json(201).getString("id");
  }

  @Test
  void nothingOfTheOneIsThereForTheOther() {
    Map<String, Request> cases = cases();
    String before = shop.book(wallet);
    for (Conformity.Operation operation : Conformity.ofTheService().operations()) {
      boolean listsOrMakes = LISTS_AND_MAKERS.contains(operation.id());
      assertThat(cases.containsKey(operation.id()) || listsOrMakes)
          .as("a case for %s", operation.id())
          .isTrue();
      if (listsOrMakes) {
        continue;
      }
      Request request = cases.get(operation.id());
      Reply foreign = request.send(wallet, hold, debit, apiKey);
      JsonObject problem = foreign.problem(404, "not_found");
      Reply nobodys = request.send(altered(wallet), altered(hold), altered(debit), altered(apiKey));
      JsonObject expected = nobodys.problem(404, "not_found");
      assertThat(bare(problem)).as(operation.id()).isEqualTo(bare(expected));
      assertThat(foreign.headers().map().keySet())
          .as(operation.id())
          .isEqualTo(nobodys.headers().map().keySet());
      assertThat(shop.book(wallet)).as(operation.id()).isEqualTo(before);
    }
  }

  @Test
  void listsAndSearchesShowOnlyTheirOwn() {
    String reference = shop.look(wallet).getJsonObject("client").getString("reference");
    for (String path :
        new String[] {
          "/v1/wallets?limit=200",
          "/v1/wallets?client_reference=" + reference,
          "/v1/authorizations?limit=200",
          "/v1/authorizations?wallet_id=" + wallet,
          "/v1/authorizations?location_id=" + location,
          "/v1/locations?limit=200",
          "/v1/deposits?limit=200",
          "/v1/imports?limit=200",
          "/v1/deposits?wallet_id=" + wallet,
          "/v1/api-keys?limit=200",
          "/v1/flows?limit=200",
          "/v1/activities?limit=200",
          "/v1/activities?client_reference=" + reference,
          "/v1/limits?limit=200",
          "/v1/staff?limit=200",
          "/v1/changes?limit=200",
          "/v1/changes?subject_id=" + staff,
          "/v1/settings",
          "/v1/membership-plans?limit=200",
          "/v1/memberships?limit=200",
          "/v1/memberships?plan_id=" + plan,
          "/v1/webhook-endpoints",
          "/v1/events",
          "/v1/reports/usage",
          "/v1/reports/balances",
          "/v1/reports/balances?at=2099-01-01T00:00:00Z",
          "/v1/reports/deposits",
          "/v1/reports/liability",
          "/v1/reports/settlement",
          "/v1/reports/holds",
          "/v1/reports/holds?location_id=" + location,
          "/v1/audit"
        }) {
      Reply reply = stranger.get(path);
      assertThat(reply.status()).as(path).isIn(200, 404, 422);
      assertThat(reply.body())
          .as(path)
          .doesNotContain(wallet, hold, debit, location, apiKey, flow, limit, staff)
          .doesNotContain(plan, membership, webhook, deposit, imported);
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
    Reply own = stranger.post("/v1/debits", key, Shop.move(strangersWallet, 10));
    assertThat(own.json(201).getString("id")).isNotEqualTo(debit);
    assertThat(own.isReplay()).isFalse();
    stranger.post("/v1/debits", key, Shop.move(wallet, 10)).problem(404, "not_found");
  }

  @Test
  void aForeignLocationIsUnknown() {
    stranger
        .post("/v1/debits", Shop.move(strangersWallet, 1).put("location_id", location))
        .problem(422, "unknown_location");
  }

  @Test
  void anIdWithTheRightNumberAndAnotherTimeFindsNothing() {
    Client own = shop.admin();
    own.get("/v1/wallets/" + forged(wallet)).problem(404, "not_found");
    own.get("/v1/transactions/" + forged(debit)).problem(404, "not_found");
    own.get("/v1/authorizations/" + forged(hold)).problem(404, "not_found");
    own.post("/v1/debits", Shop.move(forged(wallet), 1)).problem(404, "not_found");
    own.post("/v1/authorizations/" + forged(hold) + "/void", new JsonObject())
        .problem(404, "not_found");
    own.post("/v1/transactions/" + forged(debit) + "/refund", new JsonObject())
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

  private static final String WEBHOOKS = "/v1/webhook-endpoints";

  /** The path of the shop's webhook, or of one that nobody has, as the key is the shop's or not. */
  private String webhookBeside(String key) {
    return WEBHOOKS + "/" + (key.equals(apiKey) ? webhook : altered(webhook));
  }

  private Map<String, Request> cases() {
    Map<String, Request> cases = new TreeMap<>();
    cases.put("createDebit", (w, h, d, k) -> stranger.post("/v1/debits", Shop.move(w, 1)));
    cases.put(
        "createAuthorization",
        (w, h, d, k) -> stranger.post("/v1/authorizations", Shop.move(w, 1)));
    cases.put("createCredit", (w, h, d, k) -> stranger.post("/v1/credits", Shop.move(w, 1)));
    cases.put(
        "createAdjustment", (w, h, d, k) -> stranger.post("/v1/adjustments", Shop.move(w, 1)));
    cases.put(
        "captureAuthorization",
        (w, h, d, k) -> stranger.post("/v1/authorizations/" + h + "/capture", Shop.amount(1)));
    cases.put(
        "voidAuthorization",
        (w, h, d, k) -> stranger.post("/v1/authorizations/" + h + "/void", Shop.amount(1)));
    cases.put(
        "incrementAuthorization",
        (w, h, d, k) -> stranger.post("/v1/authorizations/" + h + "/increment", Shop.amount(1)));
    cases.put("getAuthorization", (w, h, d, k) -> stranger.get("/v1/authorizations/" + h));
    cases.put(
        "refundTransaction",
        (w, h, d, k) -> stranger.post("/v1/transactions/" + d + "/refund", Shop.amount(1)));
    cases.put("createDeposit", (w, h, d, k) -> stranger.post("/v1/deposits", Shop.move(w, 1)));
    cases.put("getDeposit", (w, h, d, k) -> stranger.get("/v1/deposits/" + deposit(w)));
    cases.put(
        "completeDeposit",
        (w, h, d, k) ->
            stranger.post("/v1/deposits/" + deposit(w) + "/complete", new JsonObject()));
    cases.put(
        "cancelDeposit",
        (w, h, d, k) -> stranger.post("/v1/deposits/" + deposit(w) + "/cancel", new JsonObject()));
    cases.put(
        "moveTransaction",
        (w, h, d, k) ->
            stranger.post(
                "/v1/transactions/" + d + "/move", new JsonObject().put("reference", "other")));
    cases.put("getImport", (w, h, d, k) -> stranger.get("/v1/imports/" + imported(w)));
    cases.put(
        "listImportErrors", (w, h, d, k) -> stranger.get("/v1/imports/" + imported(w) + "/errors"));
    cases.put(
        "watchImport", (w, h, d, k) -> stranger.get("/v1/imports/" + imported(w) + "/events"));
    cases.put("getTransaction", (w, h, d, k) -> stranger.get("/v1/transactions/" + d));
    cases.put("getWallet", (w, h, d, k) -> stranger.get("/v1/wallets/" + w));
    cases.put(
        "updateWallet",
        (w, h, d, k) ->
            stranger.patch("/v1/wallets/" + w, new JsonObject().put("status", "frozen")));
    cases.put("getWalletBalance", (w, h, d, k) -> stranger.get("/v1/wallets/" + w + "/balance"));
    cases.put(
        "listWalletTransactions",
        (w, h, d, k) -> stranger.get("/v1/wallets/" + w + "/transactions"));
    cases.put("deleteApiKey", (w, h, d, k) -> stranger.delete("/v1/api-keys/" + k));
    cases.put("getLimit", (w, h, d, k) -> stranger.get(limitFor(k)));
    cases.put(
        "updateLimit",
        (w, h, d, k) -> stranger.patch(limitFor(k), new JsonObject().put("max_count", 1)));
    cases.put("deleteLimit", (w, h, d, k) -> stranger.delete(limitFor(k)));
    // In place of the key: the staff or location of the one shop, or of nobody.
    cases.put("getStaff", (w, h, d, k) -> stranger.get("/v1/staff/" + same(k, staff)));
    cases.put(
        "updateStaff",
        (w, h, d, k) ->
            stranger.patch("/v1/staff/" + same(k, staff), new JsonObject().put("name", "Eve")));
    cases.put(
        "deactivateStaff",
        (w, h, d, k) ->
            stranger.post("/v1/staff/" + same(k, staff) + "/deactivate", new JsonObject()));
    cases.put(
        "setStaffPassword",
        (w, h, d, k) ->
            stranger.post(
                "/v1/staff/" + same(k, staff) + "/password",
                new JsonObject().put("password", "a password of eve's")));
    cases.put("getLocation", (w, h, d, k) -> stranger.get("/v1/locations/" + same(k, location)));
    cases.put(
        "updateLocation",
        (w, h, d, k) ->
            stranger.patch(
                "/v1/locations/" + same(k, location), new JsonObject().put("name", "Eve's")));
    cases.put("getWebhookEndpoint", (w, h, d, k) -> stranger.get(webhookBeside(k)));
    cases.put(
        "updateWebhookEndpoint",
        (w, h, d, k) ->
            stranger.patch(webhookBeside(k), new JsonObject().put("description", "mine")));
    cases.put("deleteWebhookEndpoint", (w, h, d, k) -> stranger.delete(webhookBeside(k)));
    cases.put(
        "rotateWebhookSecret",
        (w, h, d, k) -> stranger.post(webhookBeside(k) + "/secrets", new JsonObject()));
    cases.put(
        "listWebhookDeliveries", (w, h, d, k) -> stranger.get(webhookBeside(k) + "/deliveries"));
    cases.put(
        "replayWebhook",
        (w, h, d, k) ->
            stranger.post(webhookBeside(k) + "/replays", new JsonObject().put("event_id", d)));
    cases.put(
        "getOperation",
        (w, h, d, k) -> stranger.get("/v1/operations?wallet_id=" + w + "&idempotency_key=" + key));
    cases.put(
        "createReversal",
        (w, h, d, k) ->
            stranger.post(
                "/v1/reversals", new JsonObject().put("wallet_id", w).put("idempotency_key", key)));
    cases.put("getFlow", (w, h, d, k) -> stranger.get("/v1/flows/" + flowBeside(w)));
    cases.put(
        "updateFlow",
        (w, h, d, k) ->
            stranger.patch("/v1/flows/" + flowBeside(w), new JsonObject().put("enabled", false)));
    cases.put(
        "getFlowProgress",
        (w, h, d, k) ->
            stranger.get("/v1/flows/" + flowBeside(w) + "/progress?client_reference=cl_1"));
    memberships(cases);
    return cases;
  }

  /** The shop's flow where the shop's wallet is asked for, else one that nobody has. */
  private String flowBeside(String asked) {
    return asked.equals(wallet) ? flow : altered(flow);
  }

  /** The limit where the key is this shop's, else one that nobody has. */
  private String limitFor(String key) {
    return "/v1/limits/" + same(key, limit);
  }

  /** The other id where the key is this shop's, one that nobody has where it is nobody's. */
  private String same(String key, String id) {
    return key.equals(apiKey) ? id : altered(id);
  }

  private void memberships(Map<String, Request> cases) {
    cases.put(
        "createMembership",
        (w, h, d, k) ->
            stranger.post(
                Members.MEMBERSHIPS,
                Members.joining(like(w, plan), "cl_1", Instant.now(), "external")));
    cases.put(
        "getMembershipPlan", (w, h, d, k) -> stranger.get(Members.PLANS + "/" + like(w, plan)));
    cases.put(
        "updateMembershipPlan",
        (w, h, d, k) ->
            stranger.patch(
                Members.PLANS + "/" + like(w, plan), new JsonObject().put("active", false)));
    cases.put("getMembership", (w, h, d, k) -> stranger.get(membership(w, "")));
    cases.put("listMembershipPeriods", (w, h, d, k) -> stranger.get(membership(w, "/periods")));
    Map.of(
            "pauseMembership", "/pause",
            "resumeMembership", "/resume",
            "cancelMembership", "/cancel",
            "payMembershipPeriod", "/periods/1/paid",
            "failMembershipPeriod", "/periods/1/failed")
        .forEach(
            (operation, path) ->
                cases.put(
                    operation,
                    (w, h, d, k) -> stranger.post(membership(w, path), new JsonObject())));
  }

  private String membership(String w, String path) {
    return Members.MEMBERSHIPS + "/" + like(w, membership) + path;
  }

  /** This id, or where the shop's wallet was altered, one that nobody has. */
  private String like(String w, String id) {
    return w.equals(wallet) ? id : altered(id);
  }

  /** What a problem says beside which request it answers. */
  private static JsonObject bare(JsonObject problem) {
    JsonObject copy = problem.copy();
    copy.remove("instance");
    copy.remove("request_id");
    return copy;
  }

  /** A deposit of the shop, or for a wallet that nobody has, an id that nobody has. */
  private String deposit(String of) {
    return of.equals(wallet) ? deposit : altered(deposit);
  }

  private String imported(String of) {
    return of.equals(wallet) ? imported : altered(imported);
  }

  /** An id of the same kind that nobody has. */
  private static String altered(String id) {
    UUID uuid = UUID.fromString(id);
    return new UUID(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits() ^ (1L << 40))
        .toString();
  }

  /** The same wallet and sequence, made at another time. */
  private static String forged(String id) {
    UUID uuid = UUID.fromString(id);
    return new UUID(uuid.getMostSignificantBits() ^ (1L << 16), uuid.getLeastSignificantBits())
        .toString();
  }
}
