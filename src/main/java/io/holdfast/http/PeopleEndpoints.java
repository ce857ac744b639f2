package io.holdfast.http;

import io.holdfast.ledger.Creations;
import io.holdfast.people.ApiKeys;
import io.holdfast.people.Locations;
import io.holdfast.people.People;
import io.holdfast.people.Permission;
import io.holdfast.people.Refused;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** API keys and locations. */
final class PeopleEndpoints {
  private static final Problem NOT_FOUND = Problem.of(ProblemCode.NOT_FOUND);

  private final People people;

  PeopleEndpoints(People people) {
    this.people = people;
  }

  Future<Reply> createKey(Call call) {
    Fields fields = call.fields();
    Long expiresAt = fields.has(Field.EXPIRES_AT) ? fields.number(Field.EXPIRES_AT, 0) : null;
    if (expiresAt != null && expiresAt <= people.keys().nowMillis()) {
      return Submissions.reply(invalid(Field.EXPIRES_AT, "must be in the future"));
    }
    ApiKeys.Draft draft =
        new ApiKeys.Draft(
            fields.text(Field.NAME), permissions(fields), expiresAt, fields.uuid(Field.STAFF_ID));
    call.submitted();
    return made(
        people.keys().create(call.origin(), draft, PeopleDocuments::newKey, PeopleDocuments::key));
  }

  Future<Reply> keys(Call call) {
    Query query = call.query();
    return people
        .keys()
        .list(call.business().number(), query.cursor(), query.limit())
        .map(page -> Reply.Success.ok(Documents.page(page, PeopleDocuments::key)));
  }

  Future<Reply> revokeKey(Call call) {
    if (call.pathId() == null) {
      return Submissions.reply(NOT_FOUND);
    }
    call.submitted();
    return people
        .keys()
        .revoke(call.key(), call.pathId(), PeopleDocuments::key)
        .map(found -> found ? Reply.Success.noContent() : NOT_FOUND);
  }

  Future<Reply> createLocation(Call call) {
    call.submitted();
    return made(
        people.locations().create(call.origin(), location(call), PeopleDocuments::location));
  }

  Future<Reply> locations(Call call) {
    Query query = call.query();
    return people
        .locations()
        .list(call.business().number(), query.cursor(), query.limit())
        .map(page -> Reply.Success.ok(Documents.page(page, PeopleDocuments::location)));
  }

  Future<Reply> location(Call call, boolean changed) {
    if (call.pathId() == null) {
      return Submissions.reply(NOT_FOUND);
    }
    if (changed) {
      call.submitted();
    }
    return refusing(
        (changed
                ? people
                    .locations()
                    .update(call.key(), call.pathId(), location(call), PeopleDocuments::location)
                : people.locations().get(call.business().number(), call.pathId()))
            .map(
                found ->
                    found.isPresent()
                        ? Reply.Success.ok(PeopleDocuments.location(found.get()))
                        : NOT_FOUND));
  }

  private static Locations.Draft location(Call call) {
    Fields fields = call.fields();
    return new Locations.Draft(
        fields.text(Field.REFERENCE), fields.text(Field.NAME), fields.text(Field.TIME_ZONE));
  }

  static Set<Permission> permissions(Fields fields) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    fields
        .choices(Field.PERMISSIONS)
        .forEach(wire -> permissions.add(Permission.ofWire(wire).orElseThrow()));
    return permissions;
  }

  /** What was made, or made before under the same key; 201. */
  static Future<Reply> made(Future<Creations.Creation> creation) {
    return refusing(
        creation.map(
            ended ->
                ended instanceof Creations.Made made
                    ? new Reply.Success(201, made.body(), made.replayed())
                    : Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED)));
  }

  /** The same, with what stands in a caller's way as the problem that it is. */
  static Future<Reply> refusing(Future<Reply> reply) {
    return reply.recover(
        failure ->
            failure instanceof Refused refused
                ? Submissions.reply(problem(refused.reason()))
                : Future.failedFuture(failure));
  }

  private static Problem problem(Refused.Reason reason) {
    return switch (reason) {
      case EMAIL_TAKEN -> invalid(Field.EMAIL, "is that of another member of staff");
      case REFERENCE_TAKEN -> invalid(Field.REFERENCE, "is that of another location");
      case NO_SUCH_LOCATION -> Problem.of(ProblemCode.UNKNOWN_LOCATION);
      case NO_SUCH_MEMBER -> invalid(Field.STAFF_ID, "is not an active member of staff");
      case MORE_THAN_MEMBER -> invalid(Field.PERMISSIONS, "must be such as the member has");
    };
  }

  static Problem invalid(Field field, String detail) {
    return Problem.invalid(List.of(InputFault.inBody('/' + field.wire(), detail)));
  }
}
