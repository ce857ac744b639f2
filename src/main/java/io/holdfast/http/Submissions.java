package io.holdfast.http;

import io.holdfast.authorize.Submitter;
import io.holdfast.ledger.HouseAccounts;
import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Details;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import io.holdfast.people.Location;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Hands operations to the use case, and turns what it says into answers. */
final class Submissions {
  /** What stands for a location that the business does not have. */
  static final int UNKNOWN_LOCATION = -1;

  private final Services services;
  private final Documents documents;
  private final Metrics metrics;

  Submissions(Services services, Documents documents, Metrics metrics) {
    this.services = services;
    this.documents = documents;
    this.metrics = metrics;
  }

  /** Makes an operation once everything about it is known. */
  interface Maker {
    Operation make(WalletRef wallet, Details details, long house);
  }

  /** Applies a new movement of the wallet that the body names; 201. */
  Future<Reply> move(Call call, HouseAccounts.Purpose purpose, Maker maker) {
    Fields fields = call.fields();
    UUID walletId = fields.uuid(Field.WALLET_ID);
    boolean enabled = call.business().accountBalancesEnabled();
    if (!Uuids.isWallet(walletId)) {
      return reply(
          Problem.of(enabled ? ProblemCode.NOT_FOUND : ProblemCode.ACCOUNT_BALANCES_DISABLED));
    }
    WalletRef wallet = new WalletRef(walletId, fields.text(Field.CURRENCY));
    if (!enabled) {
      return submit(call, maker.make(wallet, Details.NONE, 0), 201);
    }
    int location = location(call);
    if (location == UNKNOWN_LOCATION) {
      return reply(Problem.of(ProblemCode.UNKNOWN_LOCATION));
    }
    Details details = details(fields, location);
    Future<Long> house =
        services
            .houseAccounts()
            .number(
                call.business().number(), location, wallet.number(), wallet.currency(), purpose);
    if (house.succeeded()) {
      return submit(call, maker.make(wallet, details, house.result()), 201);
    }
    return house.compose(number -> submit(call, maker.make(wallet, details, number), 201));
  }

  /** Applies an operation on the authorization or transaction that the path names. */
  Future<Reply> follow(Call call, Operation operation, int status) {
    return submit(call, operation, status);
  }

  /** A way in for operations that came one after the other, behind those that came alone. */
  Submitter succession() {
    return services.batchAuthorizer().succession();
  }

  /**
   * Applies an operation, and counts how it ended. While the business moves nothing it is only
   * answered if it was applied before; of what it is made of, its origin and its wallet matter.
   */
  Future<Answer> apply(Call call, Operation operation) {
    call.submitted();
    if (!call.business().accountBalancesEnabled()) {
      return counted(operation, services.authorizer().recall().submit(operation));
    }
    Submitter way = call.way() == null ? services.authorizer() : call.way();
    return counted(
        operation,
        call.withinMillis() == 0
            ? way.submit(operation)
            : services.deadlines().submit(operation, call.withinMillis(), way));
  }

  private Future<Answer> counted(Operation operation, Future<Answer> answered) {
    return answered.andThen((answer, failure) -> count(operation, answer));
  }

  private void count(Operation operation, Answer answer) {
    Refusal reason = reason(answer);
    metrics.decision(operation.kind(), outcome(answer), reason);
    if (reason != null && reason.isDecline()) {
      long nowMillis = services.directory().bookMillis();
      services.pulse().declines().add(operation, (Answer.Refused) answer, nowMillis);
    }
  }

  /** The problem that an answer is; it is not a {@link Answer.Done}. */
  static Problem problem(Answer answer) {
    if (answer instanceof Answer.Refused refused) {
      if (refused.reason() == Refusal.WALLET_QUARANTINED) {
        return Problem.unavailable(Fault.Outcome.NOT_APPLIED);
      }
      Problem problem = Problem.of(ProblemCode.of(refused.reason())).replayed(refused.replayed());
      return switch (refused.reason()) {
        case INSUFFICIENT_FUNDS -> problem.with("available", refused.available());
        case VELOCITY_EXCEEDED -> problem.with("limit", refused.exceeded());
        default -> problem;
      };
    }
    if (answer instanceof Answer.KeyReused) {
      return Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
    }
    return Problem.of(ProblemCode.IDEMPOTENCY_KEY_IN_PROGRESS).retryAfter(1);
  }

  static Future<Reply> reply(Reply reply) {
    return Future.succeededFuture(reply);
  }

  private Future<Reply> submit(Call call, Operation operation, int status) {
    return apply(call, operation)
        .map(
            answer ->
                answer instanceof Answer.Done done
                    ? new Reply.Success(status, documents.receipt(done.receipt()), done.replayed())
                    : problem(answer));
  }

  /** Number of the location that the body names, 0 for none, or {@link #UNKNOWN_LOCATION}. */
  int location(Call call) {
    UUID id = call.fields().uuid(Field.LOCATION_ID);
    if (id == null) {
      return 0;
    }
    Optional<Location> location = services.directory().location(call.business().number(), id);
    return location.isPresent() && call.key().mayName(id)
        ? location.get().number()
        : UNKNOWN_LOCATION;
  }

  static Details details(Fields fields, int location) {
    String reference = fields.text(Field.REFERENCE);
    String note = fields.text(Field.NOTE);
    Metadata metadata = fields.metadata();
    if (location == 0 && reference == null && note == null && metadata == null) {
      return Details.NONE;
    }
    return new Details(location, reference, note, metadata == null ? null : metadata.text());
  }

  private static Metrics.Outcome outcome(Answer answer) {
    if (answer instanceof Answer.Done done) {
      return done.replayed() ? Metrics.Outcome.REPLAYED : Metrics.Outcome.APPLIED;
    }
    if (answer instanceof Answer.Refused refused) {
      return refused.replayed() ? Metrics.Outcome.REPLAYED : Metrics.Outcome.REFUSED;
    }
    return answer == null ? Metrics.Outcome.FAILED : Metrics.Outcome.KEY_CONFLICT;
  }

  private static Refusal reason(Answer answer) {
    boolean first = answer instanceof Answer.Refused refused && !refused.replayed();
    return first ? ((Answer.Refused) answer).reason() : null;
  }
}
