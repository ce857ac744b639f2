package io.holdfast.http;

import io.holdfast.people.People;
import io.holdfast.people.Permission;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** API keys and locations. */
final class PeopleEndpoints {
  private final People people;

  PeopleEndpoints(People people) {
    this.people = people;
  }

  Future<Reply> createKey(Call call) {
    Fields fields = call.fields();
    Long expiresAt = fields.has(Field.EXPIRES_AT) ? fields.number(Field.EXPIRES_AT, 0) : null;
    if (expiresAt != null && expiresAt <= people.nowMillis()) {
      return invalid(Field.EXPIRES_AT, "must be in the future");
    }
    if (fields.has(Field.STAFF_ID)) {
      return invalid(Field.STAFF_ID, "is not a member of staff");
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    fields
        .choices(Field.PERMISSIONS)
        .forEach(wire -> permissions.add(Permission.ofWire(wire).orElseThrow()));
    call.submitted();
    return people
        .createKey(call.business().number(), fields.text(Field.NAME), permissions, expiresAt)
        .map(
            made ->
                Reply.Success.created(
                    Json.write(json -> Documents.key(json, made.key(), made.secret()))));
  }

  Future<Reply> keys(Call call) {
    Query query = call.query();
    return people
        .keys(call.business().number(), query.cursor(), query.limit())
        .map(
            page ->
                Reply.Success.ok(
                    Documents.page(page, (json, key) -> Documents.key(json, key, null))));
  }

  Future<Reply> revokeKey(Call call) {
    if (call.pathId() == null) {
      return Submissions.reply(Problem.of(ProblemCode.NOT_FOUND));
    }
    call.submitted();
    return people
        .revokeKey(call.business().number(), call.pathId())
        .map(found -> found ? Reply.Success.noContent() : Problem.of(ProblemCode.NOT_FOUND));
  }

  Future<Reply> createLocation(Call call) {
    Fields fields = call.fields();
    call.submitted();
    Future<Reply> made =
        people
            .createLocation(
                call.business().number(),
                fields.text(Field.REFERENCE),
                fields.text(Field.NAME),
                fields.text(Field.TIME_ZONE))
            .map(
                location ->
                    Reply.Success.created(Json.write(json -> Documents.location(json, location))));
    return made.recover(
        failure ->
            failure instanceof People.ReferenceTaken
                ? invalid(Field.REFERENCE, "is that of another location")
                : Future.failedFuture(failure));
  }

  Future<Reply> locations(Call call) {
    Query query = call.query();
    return people
        .locations(call.business().number(), query.cursor(), query.limit())
        .map(page -> Reply.Success.ok(Documents.page(page, Documents::location)));
  }

  private static Future<Reply> invalid(Field field, String detail) {
    InputFault fault = InputFault.inBody('/' + field.wire(), detail);
    return Submissions.reply(Problem.invalid(List.of(fault)));
  }
}
