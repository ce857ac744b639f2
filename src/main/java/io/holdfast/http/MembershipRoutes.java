package io.holdfast.http;

import static io.holdfast.http.Field.AMOUNT;
import static io.holdfast.http.Field.CURRENCY;
import static io.holdfast.http.Field.NAME;
import static io.holdfast.people.Permission.CHECKOUT;
import static io.holdfast.people.Permission.VIEW_REPORTS;

import io.holdfast.http.Query.Parameter;
import io.holdfast.http.Route.Access;
import io.holdfast.http.Route.KeyUse;
import io.holdfast.programs.Memberships.Verb;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Account balance memberships: plans, members, and the periods of a membership. */
final class MembershipRoutes {
  private static final String PLANS = "/v1/membership-plans";
  private static final String MEMBERSHIPS = "/v1/memberships";
  private static final String MEMBERSHIP = MEMBERSHIPS + "/:id";
  private static final String PERIOD = MEMBERSHIP + "/periods/:n";
  private static final Access SIGN_UP = Access.anyOf(CHECKOUT);
  private static final Access LOOK = Access.anyOf(CHECKOUT, VIEW_REPORTS);

  private MembershipRoutes() {}

  static List<Route> table() {
    return Stream.of(plans(), memberships(), changes()).flatMap(List::stream).toList();
  }

  private static List<Route> plans() {
    return List.of(
        Route.create(
            "createMembershipPlan",
            PLANS,
            Access.ADMINISTER,
            Form.of(5, NAME, AMOUNT, CURRENCY, Field.INTERVAL, Field.INTERVAL_COUNT),
            (api, call) -> api.memberships().createPlan(call)),
        Route.get(
            "listMembershipPlans",
            PLANS,
            LOOK,
            Query.PAGE,
            (api, call) -> api.memberships().plans(call)),
        Route.get(
            "getMembershipPlan",
            PLANS + "/:id",
            LOOK,
            Set.of(),
            (api, call) -> api.memberships().plan(call)),
        new Route(
            "updateMembershipPlan",
            HttpMethod.PATCH,
            PLANS + "/:id",
            Access.ADMINISTER,
            KeyUse.NONE,
            Form.of(0, NAME, Field.ACTIVE),
            (api, call) -> api.memberships().updatePlan(call)));
  }

  private static List<Route> memberships() {
    return List.of(
        Route.move(
            "createMembership",
            MEMBERSHIPS,
            SIGN_UP,
            Form.of(4, Field.PLAN_ID, Field.MEMBER, Field.STARTS_AT, Field.COLLECTION),
            (api, call) -> api.memberships().create(call)),
        Route.get(
            "listMemberships",
            MEMBERSHIPS,
            LOOK,
            Set.of(
                Parameter.LIMIT,
                Parameter.CURSOR,
                Parameter.CLIENT_REFERENCE,
                Parameter.MEMBERSHIP_STATUS,
                Parameter.PLAN_ID),
            (api, call) -> api.memberships().list(call)),
        Route.get(
            "getMembership",
            MEMBERSHIP,
            LOOK,
            Set.of(),
            (api, call) -> api.memberships().get(call)),
        Route.get(
            "listMembershipPeriods",
            MEMBERSHIP + "/periods",
            LOOK,
            Query.PAGE,
            (api, call) -> api.memberships().periods(call)));
  }

  private static List<Route> changes() {
    return List.of(
        turn("pauseMembership", "/pause", Verb.PAUSED),
        turn("resumeMembership", "/resume", Verb.RESUMED),
        turn("cancelMembership", "/cancel", Verb.CANCELLED),
        Route.move(
                "payMembershipPeriod",
                PERIOD + "/paid",
                SIGN_UP,
                Form.of(0, Field.REFERENCE, Field.NOTE),
                (api, call) -> api.memberships().paid(call))
            .withOptionalBody(),
        Route.move(
                "failMembershipPeriod",
                PERIOD + "/failed",
                SIGN_UP,
                Form.EMPTY,
                (api, call) -> api.memberships().failed(call))
            .withOptionalBody());
  }

  private static Route turn(String operationId, String verb, Verb turned) {
    return Route.create(
            operationId,
            MEMBERSHIP + verb,
            SIGN_UP,
            Form.EMPTY,
            (api, call) -> api.memberships().turn(call, turned))
        .withOptionalBody();
  }
}
