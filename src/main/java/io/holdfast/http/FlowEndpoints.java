package io.holdfast.http;

import io.holdfast.ledger.Creations;
import io.holdfast.people.Location;
import io.holdfast.programs.Activities;
import io.holdfast.programs.Flow;
import io.holdfast.programs.Flows;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Automated flows: making and looking at them, and the activities that they count. */
final class FlowEndpoints {
  private static final Problem NOT_FOUND = Problem.of(ProblemCode.NOT_FOUND);

  /* 9999-12-31T23:59:59.999Z: beyond it there are no RFC 3339 times. */
  private static final long OCCURRED_AT_MAX = 253_402_300_799_999L;

  private final Services services;
  private final FlowDocuments documents;

  FlowEndpoints(Services services) {
    this.services = services;
    this.documents = new FlowDocuments(services.directory());
  }

  Future<Reply> create(Call call) {
    Fields fields = call.fields();
    Flows.Draft draft =
        new Flows.Draft(
            fields.text(Field.NAME),
            new Flow.Trigger(
                fields.text(Field.EVENT),
                (int) fields.number(Field.COUNT, 0),
                fields.flag(Field.REPEAT)),
            new Flow.Action(fields.number(Field.AMOUNT, 0), fields.text(Field.CURRENCY)),
            fields.flag(Field.ENABLED));
    call.submitted();
    return services
        .flows()
        .create(call.origin(), draft, FlowDocuments::flow)
        .map(
            creation ->
                creation instanceof Creations.Made made
                    ? new Reply.Success(201, made.body(), made.replayed())
                    : Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED));
  }

  Future<Reply> list(Call call) {
    Query query = call.query();
    return services
        .flows()
        .list(call.business().number(), query.cursor(), query.limit())
        .map(page -> Reply.Success.ok(Documents.page(page, FlowDocuments::flow)));
  }

  Future<Reply> get(Call call) {
    return !Uuids.isOurs(call.pathId())
        ? Submissions.reply(NOT_FOUND)
        : services
            .flows()
            .find(call.business().number(), call.pathId())
            .map(
                found ->
                    found.isPresent()
                        ? Reply.Success.ok(FlowDocuments.standing(found.get()))
                        : NOT_FOUND);
  }

  Future<Reply> update(Call call) {
    Fields fields = call.fields();
    if (!fields.has(Field.NAME) && !fields.has(Field.SWITCHED)) {
      InputFault empty = InputFault.inBody("", "must have name or enabled");
      return Submissions.reply(Problem.invalid(List.of(empty)));
    }
    if (!Uuids.isOurs(call.pathId())) {
      return Submissions.reply(NOT_FOUND);
    }
    call.submitted();
    return services
        .flows()
        .change(
            call.origin(),
            call.pathId(),
            fields.text(Field.NAME),
            fields.has(Field.SWITCHED) ? fields.flag(Field.SWITCHED) : null,
            FlowDocuments::flow)
        .compose(found -> found.isPresent() ? get(call) : Submissions.reply(NOT_FOUND));
  }

  Future<Reply> progress(Call call) {
    Optional<String> client = call.query().clientReference();
    if (client.isEmpty()) {
      InputFault missing = InputFault.inQuery("client_reference", "must be there");
      return Submissions.reply(Problem.invalid(List.of(missing)));
    }
    return !Uuids.isOurs(call.pathId())
        ? Submissions.reply(NOT_FOUND)
        : services
            .flows()
            .progress(call.business().number(), call.pathId(), client.get())
            .map(
                found ->
                    found.isPresent()
                        ? Reply.Success.ok(FlowDocuments.journey(found.get(), client.get()))
                        : NOT_FOUND);
  }

  /** Also while account balances are disabled: it is no movement, and its reward waits. */
  Future<Reply> record(Call call) {
    Fields fields = call.fields();
    long occurredAt = fields.number(Field.OCCURRED_AT, 0);
    if (occurredAt < 0 || occurredAt > OCCURRED_AT_MAX) {
      InputFault fault = InputFault.inBody("/occurred_at", "must be in the years 1970 to 9999");
      return Submissions.reply(Problem.invalid(List.of(fault)));
    }
    UUID locationId = fields.uuid(Field.LOCATION_ID);
    Optional<Location> location =
        locationId == null
            ? Optional.empty()
            : services
                .directory()
                .location(call.business().number(), locationId)
                .filter(found -> call.key().mayName(locationId));
    if (locationId != null && location.isEmpty()) {
      return Submissions.reply(Problem.of(ProblemCode.UNKNOWN_LOCATION));
    }
    call.submitted();
    return services
        .activities()
        .record(
            call.origin(),
            new Activities.Report(
                fields.text(Field.ACTIVITY_ID),
                fields.text(Field.ACTIVITY_TYPE),
                fields.text(Field.OF_CLIENT),
                location.map(Location::number).orElse(0),
                occurredAt))
        .map(
            recorded ->
                recorded.isIdReused()
                    ? Problem.of(
                        ProblemCode.IDEMPOTENCY_KEY_REUSED,
                        "The activity_id was used before, for a different activity.")
                    : new Reply.Success(
                        201,
                        Json.write(json -> documents.activity(json, recorded.activity())),
                        recorded.replayed()));
  }

  Future<Reply> activities(Call call) {
    Query query = call.query();
    return services
        .activities()
        .list(call.business().number(), query.clientReference(), query.cursor(), query.limit())
        .map(page -> Reply.Success.ok(Documents.page(page, documents::activity)));
  }
}
