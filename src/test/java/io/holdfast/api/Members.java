package io.holdfast.api;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Memberships of a shop, and what a test has to see and do beside the API. */
record Members(Shop shop) {
  static final String PLANS = "/v1/membership-plans";
  static final String MEMBERSHIPS = "/v1/memberships";

  /** The body of a plan in US dollars. */
  static JsonObject plan(String interval, long amount) {
    return new JsonObject()
        .put("name", "Monthly 50")
        .put("amount", amount)
        .put("currency", "USD")
        .put("interval", interval)
        .put("interval_count", 1);
  }

  /** Id of a new plan. */
  String newPlan(String interval, long amount) {
    return shop.admin().post(PLANS, plan(interval, amount)).json(201).getString("id");
  }

  static JsonObject joining(String plan, String client, Instant startsAt, String collection) {
    return new JsonObject()
        .put("plan_id", plan)
        .put("client_reference", client)
        .put("starts_at", startsAt.toString())
        .put("collection", collection);
  }

  /** A new membership of a new client. */
  JsonObject join(String plan, Instant startsAt, String collection) {
    String client = "cl_" + UUID.randomUUID();
    return shop.admin().post(MEMBERSHIPS, joining(plan, client, startsAt, collection)).json(201);
  }

  JsonObject look(String membership) {
    return shop.admin().get(MEMBERSHIPS + "/" + membership).json(200);
  }

  /** Its periods, the newest first. */
  List<JsonObject> periods(String membership) {
    return shop.admin().get(MEMBERSHIPS + "/" + membership + "/periods?limit=200").data();
  }

  JsonObject period(String membership, int number) {
    return periods(membership).stream()
        .filter(each -> each.getInteger("number") == number)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no period " + number));
  }

  static String at(String membership, int period, String report) {
    return MEMBERSHIPS + "/" + membership + "/periods/" + period + "/" + report;
  }

  /** Makes all scheduled memberships of the shop begin now. */
  void beginNow() {
    begin(shop.service(), shop.number());
  }

  static void begin(TestService service, int business) {
    service.sql(
        "UPDATE memberships SET starts_at = m.t, next_due_at = m.t, anchor = m.t AT TIME ZONE 'UTC'"
            + " FROM (SELECT date_trunc('milliseconds', now()) AS t) m"
            + " WHERE business = ? AND status = 'scheduled'",
        business);
  }

  /** How many credits of memberships there are in the journal of a business. */
  static long credits(TestService service, int business) {
    return (Long)
        service.sql(
            "SELECT count(*) FROM journal j JOIN wallets w ON w.number = j.wallet"
                + " WHERE w.business = ? AND j.kind = 10",
            business);
  }

  /** Periods that are not credited exactly once in the journal, by this and by the other side. */
  static long wrong(TestService service, int business) {
    return (Long)
        service.sql(
            "SELECT count(*) FROM ("
                + "SELECT m.number, count(*) FROM memberships m"
                + " JOIN membership_periods p ON p.membership = m.number AND p.status = 'credited'"
                + " WHERE m.business = ? GROUP BY 1) p"
                + " FULL JOIN (SELECT j.target, count(*) FROM journal j"
                + " JOIN wallets w ON w.number = j.wallet"
                + " WHERE w.business = ? AND j.kind = 10 GROUP BY 1) j ON j.target = p.number"
                + " WHERE p.count IS DISTINCT FROM j.count",
            business,
            business);
  }
}
