package io.holdfast.http;

import io.holdfast.ledger.HouseAccounts;
import io.holdfast.ledger.HouseAccounts.Purpose;
import io.holdfast.ledger.Reads;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.holdfast.people.Permission;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import java.util.Set;

/** Debits, credits, refunds and adjustments: money moved in one step. */
final class MovementEndpoints {
  private final Reads reads;
  private final HouseAccounts houseAccounts;
  private final Submissions submissions;
  private final Documents documents;

  MovementEndpoints(Services services, Submissions submissions, Documents documents) {
    this.reads = services.reads();
    this.houseAccounts = services.houseAccounts();
    this.submissions = submissions;
    this.documents = documents;
  }

  Future<Reply> debit(Call call) {
    Fields fields = call.fields();
    return submissions.move(
        call,
        Purpose.REVENUE,
        (wallet, details, house) ->
            new Operation.Debit(
                call.origin(),
                wallet,
                fields.number(Field.AMOUNT, 0),
                fields.flag(Field.ALLOW_PARTIAL),
                details,
                house));
  }

  Future<Reply> credit(Call call) {
    Fields fields = call.fields();
    OperationKind kind = creditKind(fields.text(Field.CREDIT_TYPE));
    Set<Permission> wanted =
        kind == OperationKind.REWARD ? MovementRoutes.REWARDERS : MovementRoutes.DEPOSITORS;
    if (!call.key().hasAny(wanted)) {
      return Submissions.reply(Problem.forbidden(wanted));
    }
    return submissions.move(
        call,
        creditPurpose(kind),
        (wallet, details, house) ->
            new Operation.Credit(
                call.origin(), kind, wallet, fields.number(Field.AMOUNT, 0), details, house));
  }

  Future<Reply> adjust(Call call) {
    return submissions.move(
        call,
        Purpose.ADJUSTMENTS,
        (wallet, details, house) ->
            new Operation.Adjust(
                call.origin(), wallet, call.fields().number(Field.CORRECTION, 0), details, house));
  }

  Future<Reply> refund(Call call) {
    if (!Uuids.isMovement(call.pathId())) {
      return Submissions.reply(Problem.of(ProblemCode.NOT_FOUND));
    }
    Operation refund =
        new Operation.Refund(
            call.origin(),
            new MovementRef(call.pathId()),
            call.fields().number(Field.AMOUNT, 0),
            Submissions.details(call.fields(), 0));
    return submissions.follow(call, refund, 201);
  }

  Future<Reply> move(Call call) {
    if (!Uuids.isMovement(call.pathId())) {
      return Submissions.reply(Problem.of(ProblemCode.NOT_FOUND));
    }
    if (!call.business().accountBalancesEnabled()) {
      return move(call, 0, 0);
    }
    int location = submissions.location(call);
    if (location == Submissions.UNKNOWN_LOCATION) {
      return Submissions.reply(Problem.of(ProblemCode.UNKNOWN_LOCATION));
    }
    return location == 0 ? move(call, 0, 0) : moveTo(call, location);
  }

  private Future<Reply> moveTo(Call call, int location) {
    int business = call.business().number();
    return reads
        .transaction(business, call.pathId())
        .compose(
            found -> {
              if (found.isEmpty()) {
                return Submissions.reply(Problem.of(ProblemCode.NOT_FOUND));
              }
              long wallet = Ids.number(call.pathId());
              String currency = found.get().currency();
              return houseAccounts
                  .number(business, location, wallet, currency, Purpose.REVENUE)
                  .compose(house -> move(call, location, house));
            });
  }

  private Future<Reply> move(Call call, int location, long house) {
    Operation move =
        new Operation.Move(
            call.origin(),
            new MovementRef(call.pathId()),
            Submissions.details(call.fields(), location),
            house);
    return submissions.follow(call, move, 201);
  }

  Future<Reply> get(Call call) {
    if (!Uuids.isMovement(call.pathId())) {
      return Submissions.reply(Problem.of(ProblemCode.NOT_FOUND));
    }
    return reads
        .transaction(call.business().number(), call.pathId())
        .map(
            found ->
                found.isPresent()
                    ? Reply.Success.ok(documents.receipt(found.get()))
                    : Problem.of(ProblemCode.NOT_FOUND));
  }

  private static OperationKind creditKind(String type) {
    return switch (type) {
      case "deposit" -> OperationKind.DEPOSIT;
      case "refund" -> OperationKind.REFUND;
      case "reward" -> OperationKind.REWARD;
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static Purpose creditPurpose(OperationKind kind) {
    if (kind == OperationKind.REWARD) {
      return Purpose.REWARDS;
    }
    return kind == OperationKind.REFUND ? Purpose.REVENUE : Purpose.CASH_CLEARING;
  }
}
