package io.holdfast.http;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.Page;
import io.holdfast.people.Business;
import io.holdfast.programs.Listed;
import io.holdfast.programs.MembershipPlans;
import io.holdfast.programs.Memberships;
import io.holdfast.programs.NotPossible;
import io.holdfast.programs.PeriodReports;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Account balance memberships: plans, members, and the periods of a membership. */
final class MembershipEndpoints {
  private static final Problem NOT_FOUND = Problem.of(ProblemCode.NOT_FOUND);

  private final MembershipPlans plans;
  private final Memberships memberships;
  private final PeriodReports reports;

  MembershipEndpoints(Services services) {
    this.plans = services.membershipPlans();
    this.memberships = services.memberships();
    this.reports = services.periodReports();
  }

  Future<Reply> createPlan(Call call) {
    Fields fields = call.fields();
    return make(
        call,
        201,
        () ->
            plans.create(
                call.origin(),
                new MembershipPlans.NewPlan(
                    fields.text(Field.NAME),
                    fields.number(Field.AMOUNT, 0),
                    fields.text(Field.CURRENCY),
                    fields.text(Field.INTERVAL),
                    (int) fields.number(Field.INTERVAL_COUNT, 0))));
  }

  Future<Reply> updatePlan(Call call) {
    Fields fields = call.fields();
    if (!fields.has(Field.NAME) && !fields.has(Field.ACTIVE)) {
      return invalid("", "must have name or active");
    }
    if (!call.business().accountBalancesEnabled()) {
      return Submissions.reply(Problem.of(ProblemCode.ACCOUNT_BALANCES_DISABLED));
    }
    call.submitted();
    return plans
        .change(
            call.business().number(),
            call.key().number(),
            call.pathId(),
            fields.text(Field.NAME),
            fields.has(Field.ACTIVE) ? fields.flag(Field.ACTIVE) : null)
        .map(MembershipEndpoints::shown);
  }

  Future<Reply> plan(Call call) {
    return plans.plan(call.business().number(), call.pathId()).map(MembershipEndpoints::shown);
  }

  Future<Reply> plans(Call call) {
    Query query = call.query();
    return plans
        .plans(call.business().number(), query.cursor(), query.limit())
        .map(MembershipEndpoints::page);
  }

  Future<Reply> create(Call call) {
    Fields fields = call.fields();
    Business business = call.business();
    long usualLimit = business.negativeBalancesEnabled() ? business.defaultCreditLimit() : 0;
    return make(
        call,
        201,
        () ->
            memberships.start(
                call.origin(),
                new Memberships.NewMembership(
                    fields.uuid(Field.PLAN_ID),
                    fields.text(Field.MEMBER),
                    fields.number(Field.STARTS_AT, 0),
                    fields.text(Field.COLLECTION),
                    usualLimit)));
  }

  Future<Reply> get(Call call) {
    return memberships
        .membership(call.business().number(), call.pathId())
        .map(MembershipEndpoints::shown);
  }

  Future<Reply> list(Call call) {
    Query query = call.query();
    return memberships
        .memberships(
            call.business().number(),
            new Memberships.Filter(
                query.clientReference(), query.membershipStatus(), query.planId()),
            query.cursor(),
            query.limit())
        .map(MembershipEndpoints::page);
  }

  Future<Reply> periods(Call call) {
    Query query = call.query();
    return memberships
        .periods(call.business().number(), call.pathId(), query.cursor(), query.limit())
        .map(found -> found.map(MembershipEndpoints::page).orElse(NOT_FOUND));
  }

  Future<Reply> turn(Call call, Memberships.Verb verb) {
    return make(call, 200, () -> memberships.turn(call.origin(), call.pathId(), verb));
  }

  Future<Reply> paid(Call call) {
    return make(
        call,
        200,
        () ->
            reports.paid(
                call.origin(),
                call.pathId(),
                call.pathNumber(),
                Submissions.details(call.fields(), 0)));
  }

  Future<Reply> failed(Call call) {
    return make(call, 200, () -> reports.failed(call.origin(), call.pathId(), call.pathNumber()));
  }

  private static Future<Reply> make(
      Call call, int status, Supplier<Future<Creations.Creation>> maker) {
    if (!call.business().accountBalancesEnabled()) {
      return Submissions.reply(Problem.of(ProblemCode.ACCOUNT_BALANCES_DISABLED));
    }
    call.submitted();
    return maker
        .get()
        .map(creation -> made(status, creation))
        .recover(
            failure ->
                failure instanceof NotPossible no
                    ? Submissions.reply(problem(no))
                    : Future.failedFuture(failure));
  }

  private static Reply made(int status, Creations.Creation creation) {
    return creation instanceof Creations.Made made
        ? new Reply.Success(status, made.body(), made.replayed())
        : Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
  }

  private static Problem problem(NotPossible no) {
    return switch (no.reason()) {
      case NOT_FOUND -> NOT_FOUND;
      case PLAN_NOT_ACTIVE -> fault("/plan_id", "is of a plan that takes no new members");
      case START_OUT_OF_RANGE ->
          fault(
              "/starts_at",
              "must be at most "
                  + Memberships.PAST_MAX.toDays()
                  + " days ago and at most "
                  + Memberships.FUTURE_MAX.toDays()
                  + " days ahead");
      case MEMBERSHIP_CANCELLED -> Problem.of(ProblemCode.MEMBERSHIP_CANCELLED);
      case PERIOD_NOT_OPEN -> Problem.of(ProblemCode.PERIOD_NOT_OPEN);
      case NOT_CREDITED -> Submissions.problem(no.answer());
    };
  }

  private static Reply shown(Optional<Buffer> document) {
    return document.isPresent() ? Reply.Success.ok(document.get()) : NOT_FOUND;
  }

  private static Reply page(Page<Listed> page) {
    return Reply.Success.ok(
        Documents.page(page, (json, listed) -> json.writeRawValue(listed.document())));
  }

  private static Future<Reply> invalid(String pointer, String detail) {
    return Submissions.reply(fault(pointer, detail));
  }

  private static Problem fault(String pointer, String detail) {
    return Problem.invalid(List.of(InputFault.inBody(pointer, detail)));
  }
}
