package io.holdfast.http;

import io.holdfast.ledger.Creations;
import io.holdfast.people.Directory;
import io.holdfast.programs.Limit;
import io.holdfast.programs.Limits;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Limits: how much may be spent in a window, and how often. */
final class LimitEndpoints {
  private static final Problem NOT_FOUND = Problem.of(ProblemCode.NOT_FOUND);

  private final Limits limits;
  private final Directory directory;

  LimitEndpoints(Limits limits, Directory directory) {
    this.limits = limits;
    this.directory = directory;
  }

  Future<Reply> create(Call call) {
    Fields fields = call.fields();
    List<InputFault> faults = faults(fields);
    if (!faults.isEmpty()) {
      return Submissions.reply(Problem.invalid(faults));
    }
    Limit.Scope scope = Limit.Scope.ofWire(fields.text(Field.LIMIT_SCOPE));
    UUID scopeId = fields.uuid(Field.SCOPE_ID);
    if (scopeId != null && !isThere(call, scope, scopeId)) {
      return Submissions.reply(missing(scope));
    }
    Limits.Draft draft =
        new Limits.Draft(
            scope,
            scopeId,
            Limit.Window.ofWire(fields.text(Field.WINDOW)),
            optional(fields, Field.MAX_AMOUNT),
            optional(fields, Field.MAX_COUNT),
            fields.text(Field.CURRENCY));
    call.submitted();
    return limits
        .create(call.origin(), draft, LimitDocuments::limit)
        .map(LimitEndpoints::made)
        .recover(failure -> refused(scope, failure));
  }

  /** What the fields say together that they must not. */
  private static List<InputFault> faults(Fields fields) {
    List<InputFault> faults = new ArrayList<>();
    boolean amount = fields.has(Field.MAX_AMOUNT);
    String scope = fields.text(Field.LIMIT_SCOPE);
    boolean named = fields.has(Field.SCOPE_ID);
    if (!amount && !fields.has(Field.MAX_COUNT)) {
      faults.add(InputFault.inBody("", "must have max_amount or max_count"));
    }
    if (scope.equals("business") && named) {
      faults.add(fault(Field.SCOPE_ID, "must not be there for the business"));
    }
    boolean ofOneWallet = scope.equals("wallet") && named;
    if (amount && !ofOneWallet && !fields.has(Field.CURRENCY)) {
      faults.add(fault(Field.CURRENCY, "is required where max_amount is there"));
    }
    return faults;
  }

  private boolean isThere(Call call, Limit.Scope scope, UUID id) {
    return scope == Limit.Scope.WALLET
        ? Uuids.isWallet(id)
        : directory.location(call.business().number(), id).isPresent();
  }

  private static Problem missing(Limit.Scope scope) {
    return scope == Limit.Scope.WALLET ? NOT_FOUND : Problem.of(ProblemCode.UNKNOWN_LOCATION);
  }

  private static Reply made(Creations.Creation creation) {
    return creation instanceof Creations.Made made
        ? new Reply.Success(201, made.body(), made.replayed())
        : Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
  }

  private static Future<Reply> refused(Limit.Scope scope, Throwable failure) {
    if (failure instanceof Limits.NoSuchSubject) {
      return Submissions.reply(missing(scope));
    } else if (failure instanceof Limits.OtherCurrency) {
      return Submissions.reply(Problem.of(ProblemCode.CURRENCY_MISMATCH));
    } else if (failure instanceof Limits.TooMany) {
      return invalid(Field.LIMIT_SCOPE, "has " + Limits.PER_SUBJECT_MAX + " limits already");
    }
    return Future.failedFuture(failure);
  }

  Future<Reply> list(Call call) {
    Query query = call.query();
    return limits
        .list(call.business().number(), query.cursor(), query.limit())
        .map(page -> Reply.Success.ok(Documents.page(page, LimitDocuments::limit)));
  }

  Future<Reply> get(Call call) {
    if (!Uuids.isOurs(call.pathId())) {
      return Submissions.reply(NOT_FOUND);
    }
    return limits
        .find(call.business().number(), call.pathId())
        .map(
            found ->
                found.isPresent() ? Reply.Success.ok(LimitDocuments.used(found.get())) : NOT_FOUND);
  }

  Future<Reply> update(Call call) {
    Fields fields = call.fields();
    if (!fields.has(Field.MAX_AMOUNT) && !fields.has(Field.MAX_COUNT)) {
      InputFault empty = InputFault.inBody("", "must have max_amount or max_count");
      return Submissions.reply(Problem.invalid(List.of(empty)));
    }
    if (!Uuids.isOurs(call.pathId())) {
      return Submissions.reply(NOT_FOUND);
    }
    call.submitted();
    Future<Reply> changed =
        limits
            .change(
                author(call),
                call.pathId(),
                optional(fields, Field.MAX_AMOUNT),
                optional(fields, Field.MAX_COUNT),
                LimitDocuments::limit)
            .map(
                found ->
                    found.isPresent()
                        ? Reply.Success.ok(LimitDocuments.limit(found.get()))
                        : NOT_FOUND);
    return changed.recover(
        failure ->
            failure instanceof Limits.NoCurrency
                ? invalid(Field.MAX_AMOUNT, "needs a currency, which this limit has not")
                : Future.failedFuture(failure));
  }

  Future<Reply> delete(Call call) {
    if (!Uuids.isOurs(call.pathId())) {
      return Submissions.reply(NOT_FOUND);
    }
    call.submitted();
    return limits
        .delete(author(call), call.pathId(), LimitDocuments::limit)
        .map(found -> found ? Reply.Success.noContent() : NOT_FOUND);
  }

  private static Limits.Author author(Call call) {
    return new Limits.Author(call.business().number(), call.key().number());
  }

  private static Long optional(Fields fields, Field field) {
    return fields.has(field) ? Long.valueOf(fields.number(field, 0)) : null;
  }

  private static Future<Reply> invalid(Field field, String detail) {
    return Submissions.reply(Problem.invalid(List.of(fault(field, detail))));
  }

  private static InputFault fault(Field field, String detail) {
    return InputFault.inBody('/' + field.wire(), detail);
  }
}
