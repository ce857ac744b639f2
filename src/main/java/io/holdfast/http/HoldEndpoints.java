package io.holdfast.http;

import io.holdfast.ledger.HouseAccounts.Purpose;
import io.holdfast.ledger.Reads;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.people.Location;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/** Authorizations: money held first, and captured or given back later. */
final class HoldEndpoints {
  private final Services services;
  private final Submissions submissions;
  private final Documents documents;

  HoldEndpoints(Services services, Submissions submissions, Documents documents) {
    this.services = services;
    this.submissions = submissions;
    this.documents = documents;
  }

  Future<Reply> authorize(Call call) {
    Fields fields = call.fields();
    long amount = fields.number(Field.AMOUNT, 0);
    int expiresInSeconds =
        (int) fields.number(Field.EXPIRES_IN, call.business().holdExpirySeconds());
    return submissions.move(
        call,
        Purpose.REVENUE,
        (wallet, details, house) ->
            new Operation.Authorize(
                call.origin(),
                wallet,
                amount,
                amount,
                fields.flag(Field.ALLOW_PARTIAL),
                expiresInSeconds,
                details,
                house));
  }

  Future<Reply> increment(Call call) {
    return onHold(
        call,
        hold ->
            new Operation.Increment(call.origin(), hold, call.fields().number(Field.AMOUNT, 0)));
  }

  Future<Reply> capture(Call call) {
    return onHold(
        call,
        hold ->
            new Operation.Capture(
                call.origin(),
                hold,
                call.fields().number(Field.AMOUNT, 0),
                call.fields().flag(Field.FINAL)));
  }

  Future<Reply> voidHold(Call call) {
    return onHold(
        call,
        hold -> new Operation.VoidHold(call.origin(), hold, call.fields().number(Field.AMOUNT, 0)));
  }

  Future<Reply> get(Call call) {
    if (!Uuids.isMovement(call.pathId())) {
      return Submissions.reply(Problem.of(ProblemCode.NOT_FOUND));
    }
    return services
        .reads()
        .authorization(call.business().number(), call.pathId())
        .map(
            found ->
                found.isPresent()
                    ? Reply.Success.ok(documents.receipt(found.get()))
                    : Problem.of(ProblemCode.NOT_FOUND));
  }

  Future<Reply> list(Call call) {
    Query query = call.query();
    int business = call.business().number();
    Optional<Integer> location =
        query
            .locationId()
            .flatMap(id -> services.directory().location(business, id))
            .map(Location::number);
    if (query.locationId().isPresent() && location.isEmpty()) {
      return Submissions.reply(Problem.of(ProblemCode.UNKNOWN_LOCATION));
    }
    Reads.HoldFilter filter = new Reads.HoldFilter(query.walletId(), query.status(), location);
    return services
        .reads()
        .authorizations(business, filter, query.cursor(), query.limit())
        .map(page -> Reply.Success.ok(Documents.page(page, documents::authorization)));
  }

  private Future<Reply> onHold(Call call, Function<MovementRef, Operation> maker) {
    if (!Uuids.isMovement(call.pathId())) {
      return Submissions.reply(Problem.of(ProblemCode.NOT_FOUND));
    }
    return submissions.follow(call, maker.apply(new MovementRef(call.pathId())), 200);
  }
}
