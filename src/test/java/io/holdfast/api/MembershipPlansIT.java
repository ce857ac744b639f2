package io.holdfast.api;

import static io.holdfast.api.Members.MEMBERSHIPS;
import static io.holdfast.api.Members.PLANS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans, the trail of their changes, and what is told of their memberships. */
final class MembershipPlansIT {
  private Shop shop;
  private Members members;
  private Client admin;

  @BeforeEach
  void open() {
    shop = Shop.open();
    members = new Members(shop);
    admin = shop.admin();
  }

  @Test
  void aPlanIsMadeOnceForItsKeyAndItsAmountStays() {
    String key = Client.newKey();
    JsonObject plan = admin.post(PLANS, key, Members.plan("month", 5_000)).json(201);
    assertThat(plan.getString("name")).isEqualTo("Monthly 50");
    assertThat(plan.getBoolean("active")).isTrue();
    Reply again = admin.post(PLANS, key, Members.plan("month", 5_000));
    assertThat(again.isReplay()).isTrue();
    assertThat(again.json(201)).isEqualTo(plan);
    admin.post(PLANS, key, Members.plan("month", 1)).problem(422, "idempotency_key_reused");
    String path = PLANS + "/" + plan.getString("id");
    assertThat(admin.get(path).json(200)).isEqualTo(plan);
    admin.patch(path, new JsonObject().put("amount", 1)).problem(400, "invalid_request");
    admin.patch(path, new JsonObject()).problem(400, "invalid_request");
    admin.post(PLANS, Members.plan("day", 1)).problem(400, "invalid_request");
    admin.post(PLANS, Members.plan("month", 0)).problem(422, "amount_out_of_range");
    shop.with("checkout").post(PLANS, Members.plan("month", 1)).problem(403, "forbidden");
    assertThat(shop.with("checkout").get(PLANS).data()).containsExactly(plan);
  }

  @Test
  void aPlanThatIsClosedTakesNoNewMembersAndKeepsItsOldOnes() {
    String plan = members.newPlan("month", 60);
    JsonObject member = members.join(plan, Instant.now(), "external");
    JsonObject change = new JsonObject().put("active", false).put("name", "Old 60");
    JsonObject changed = admin.patch(PLANS + "/" + plan, change).json(200);
    assertThat(changed.getBoolean("active")).isFalse();
    assertThat(changed.getString("name")).isEqualTo("Old 60");
    JsonObject problem =
        admin
            .post(MEMBERSHIPS, Members.joining(plan, "cl_9", Instant.now(), "external"))
            .problem(400, "invalid_request");
    assertThat(problem.encode()).contains("/plan_id");
    String id = member.getString("id");
    admin.post(Members.at(id, 1, "paid"), new JsonObject()).expect(200);
    assertThat(members.look(id).getString("plan_name")).isEqualTo("Old 60");
    // What is in the book stays as it was written.
    assertThat(
            shop.history(member.getString("wallet_id"))
                .get(0)
                .getJsonObject("source")
                .getString("name"))
        .isEqualTo("Monthly 50");
  }

  @Test
  void plansAreListedNewestFirst() {
    String first = members.newPlan("week", 1);
    String second = members.newPlan("year", 2);
    String third = members.newPlan("month", 3);
    assertThat(Pages.ids(admin, PLANS, 2)).containsExactly(third, second, first);
  }

  @Test
  void whoChangedAPlanIsInTheTrail() {
    String plan = members.newPlan("month", 60);
    JsonObject before = admin.get(PLANS + "/" + plan).json(200);
    JsonObject after =
        admin.patch(PLANS + "/" + plan, new JsonObject().put("active", false)).json(200);
    JsonArray trail =
        rows(
            "SELECT json_agg(json_build_object('action', action, 'before', before::json,"
                + " 'after', after::json) ORDER BY number)::text FROM changes"
                + " WHERE business = ? AND subject = '"
                + plan
                + "'");
    assertThat(trail.getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("action", "membership_plan.created")
                .putNull("before")
                .put("after", before));
    assertThat(trail.getJsonObject(1))
        .isEqualTo(
            new JsonObject()
                .put("action", "membership_plan.updated")
                .put("before", before)
                .put("after", after));
  }

  @Test
  void everythingThatHappensToAMembershipIsTold() {
    String plan = members.newPlan("month", 60);
    JsonObject external = members.join(plan, Instant.now(), "external");
    String id = external.getString("id");
    for (int i = 0; i < 5; i++) {
      admin.post(Members.at(id, 1, "failed"), new JsonObject()).expect(200);
    }
    JsonObject paid = admin.post(Members.at(id, 1, "paid"), new JsonObject()).json(200);
    for (String verb : List.of("pause", "resume", "cancel", "cancel")) {
      admin.post(MEMBERSHIPS + "/" + id + "/" + verb, new JsonObject()).expect(200);
    }
    assertThat(told().stream().map(each -> ((JsonObject) each).getString("type")))
        .containsExactly(
            "membership.created",
            "membership_period.due",
            "membership_period.past_due",
            "membership_period.unpaid",
            "membership_period.credited",
            "membership.paused",
            "membership.resumed",
            "membership.cancelled");
    assertThat(told().getJsonObject(4).getJsonObject("data")).isEqualTo(paid);
    assertThat(told().getJsonObject(7).getJsonObject("data")).isEqualTo(members.look(id));

    members.join(plan, Instant.now(), "automatic");
    Deadline.within(
        Duration.ofSeconds(15),
        () ->
            assertThat(told().stream().skip(8).map(each -> ((JsonObject) each).getString("type")))
                .containsExactly("membership.created", "membership_period.credited"));
  }

  /** Type and document of what was told of memberships, oldest first. */
  private JsonArray told() {
    JsonArray told = new JsonArray();
    shop.told("membership.*,membership_period.*")
        .forEach(
            event ->
                told.add(
                    new JsonObject()
                        .put("type", event.getString("type"))
                        .put("data", event.getJsonObject("data"))));
    return told;
  }

  private JsonArray rows(String sql) {
    return new JsonArray((String) shop.service().sql(sql, shop.number()));
  }
}
