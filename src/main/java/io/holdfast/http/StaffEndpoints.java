package io.holdfast.http;

import io.holdfast.people.Member;
import io.holdfast.people.People;
import io.holdfast.people.Staff;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Members of staff. */
final class StaffEndpoints {
  private static final Problem NOT_FOUND = Problem.of(ProblemCode.NOT_FOUND);

  private final People people;

  StaffEndpoints(People people) {
    this.people = people;
  }

  Future<Reply> create(Call call) {
    Fields fields = call.fields();
    Staff.Draft draft =
        new Staff.Draft(
            fields.text(Field.NAME),
            fields.text(Field.EMAIL),
            PeopleEndpoints.permissions(fields),
            locationIds(fields));
    call.submitted();
    return PeopleEndpoints.made(
        people
            .staff()
            .create(call.origin(), draft, fields.text(Field.PASSWORD), PeopleDocuments::member));
  }

  Future<Reply> list(Call call) {
    Query query = call.query();
    return people
        .staff()
        .list(call.business().number(), query.cursor(), query.limit())
        .map(page -> Reply.Success.ok(Documents.page(page, PeopleDocuments::member)));
  }

  Future<Reply> get(Call call) {
    return call.pathId() == null
        ? Submissions.reply(NOT_FOUND)
        : people.staff().get(call.business().number(), call.pathId()).map(StaffEndpoints::shown);
  }

  Future<Reply> update(Call call) {
    if (call.pathId() == null) {
      return Submissions.reply(NOT_FOUND);
    }
    Fields fields = call.fields();
    Staff.Draft change =
        new Staff.Draft(
            fields.text(Field.NAME),
            fields.text(Field.EMAIL),
            fields.has(Field.PERMISSIONS) ? PeopleEndpoints.permissions(fields) : null,
            fields.has(Field.LOCATION_IDS) ? locationIds(fields) : null);
    call.submitted();
    return PeopleEndpoints.refusing(
        people
            .staff()
            .update(call.key(), call.pathId(), change, PeopleDocuments::member)
            .map(StaffEndpoints::shown));
  }

  Future<Reply> deactivate(Call call) {
    if (call.pathId() == null) {
      return Submissions.reply(NOT_FOUND);
    }
    call.submitted();
    return people
        .staff()
        .deactivate(call.key(), call.pathId(), PeopleDocuments::member, PeopleDocuments::key)
        .map(StaffEndpoints::shown);
  }

  Future<Reply> setPassword(Call call) {
    if (call.pathId() == null) {
      return Submissions.reply(NOT_FOUND);
    }
    call.submitted();
    return people
        .staff()
        .setPassword(call.key(), call.pathId(), call.fields().text(Field.PASSWORD))
        .map(found -> found.isPresent() ? Reply.Success.noContent() : NOT_FOUND);
  }

  private static Reply shown(Optional<Member> found) {
    return found.isPresent() ? Reply.Success.ok(PeopleDocuments.member(found.get())) : NOT_FOUND;
  }

  private static List<UUID> locationIds(Fields fields) {
    return fields.choices(Field.LOCATION_IDS).stream().map(UUID::fromString).toList();
  }
}
