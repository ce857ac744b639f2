package io.holdfast.http;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.HouseAccounts;
import io.holdfast.operation.Answer;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Source;
import io.holdfast.operation.WalletRef;
import io.holdfast.programs.Deposit;
import io.holdfast.programs.Deposits;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Deposits: made in a sale, credited when it is paid, or dropped. */
final class DepositEndpoints {
  private static final Problem NOT_FOUND = Problem.of(ProblemCode.NOT_FOUND);
  private static final Problem DISABLED = Problem.of(ProblemCode.ACCOUNT_BALANCES_DISABLED);

  private final Deposits deposits;
  private final HouseAccounts houseAccounts;
  private final Submissions submissions;
  private final DepositDocuments documents;

  DepositEndpoints(Services services, Submissions submissions, Documents documents) {
    this.deposits = services.deposits();
    this.houseAccounts = services.houseAccounts();
    this.submissions = submissions;
    this.documents = new DepositDocuments(services.directory(), documents);
  }

  /** Whether a transaction is the credit of a deposit that was pending. */
  static boolean completes(Receipt.Transaction made) {
    return made.kind() == OperationKind.DEPOSIT
        && made.source() != null
        && made.source().kind() == Source.Kind.DEPOSIT;
  }

  Future<Reply> create(Call call) {
    Fields fields = call.fields();
    UUID walletId = fields.uuid(Field.WALLET_ID);
    if (!call.business().accountBalancesEnabled()) {
      return Submissions.reply(DISABLED);
    }
    if (!Uuids.isWallet(walletId)) {
      return Submissions.reply(NOT_FOUND);
    }
    int location = submissions.location(call);
    if (location == Submissions.UNKNOWN_LOCATION) {
      return Submissions.reply(Problem.of(ProblemCode.UNKNOWN_LOCATION));
    }
    call.submitted();
    return deposits
        .open(
            call.origin(),
            new WalletRef(walletId, fields.text(Field.CURRENCY)),
            fields.number(Field.AMOUNT, 0),
            Submissions.details(fields, location),
            documents::deposit)
        .map(DepositEndpoints::made)
        .recover(
            failure ->
                failure instanceof Deposits.Refused refused
                    ? Submissions.reply(Problem.of(ProblemCode.of(refused.reason())))
                    : Future.failedFuture(failure));
  }

  private static Reply made(Creations.Creation creation) {
    return creation instanceof Creations.Made made
        ? new Reply.Success(201, made.body(), made.replayed())
        : Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
  }

  Future<Reply> get(Call call) {
    return find(call)
        .map(
            found ->
                found.isPresent() ? Reply.Success.ok(documents.deposit(found.get())) : NOT_FOUND);
  }

  Future<Reply> list(Call call) {
    Query query = call.query();
    if (query.walletId().isPresent() && !Uuids.isWallet(query.walletId().get())) {
      return Submissions.reply(NOT_FOUND);
    }
    return deposits
        .list(
            call.business().number(),
            query.walletId(),
            query.depositStatus(),
            query.cursor(),
            query.limit())
        .map(page -> Reply.Success.ok(Documents.page(page, documents::deposit)));
  }

  Future<Reply> complete(Call call) {
    return find(call)
        .compose(
            found ->
                found.isPresent() ? complete(call, found.get()) : Submissions.reply(NOT_FOUND));
  }

  private Future<Reply> complete(Call call, Deposit deposit) {
    return house(call, deposit)
        .compose(
            house -> submissions.apply(call, Deposits.completion(call.origin(), deposit, house)))
        .map(
            answer -> {
              if (!(answer instanceof Answer.Done done)) {
                return Submissions.problem(answer);
              }
              Receipt.Transaction credit = (Receipt.Transaction) done.receipt();
              return new Reply.Success(
                  200,
                  Json.write(json -> documents.completed(json, deposit, credit)),
                  done.replayed());
            });
  }

  private Future<Long> house(Call call, Deposit deposit) {
    return call.business().accountBalancesEnabled()
        ? houseAccounts.number(
            call.business().number(),
            deposit.details().location(),
            deposit.wallet().number(),
            deposit.wallet().currency(),
            HouseAccounts.Purpose.CASH_CLEARING)
        : Future.succeededFuture(0L);
  }

  Future<Reply> cancel(Call call) {
    if (!call.business().accountBalancesEnabled()) {
      return Submissions.reply(DISABLED);
    }
    return find(call)
        .compose(
            found -> {
              if (found.isEmpty()) {
                return Submissions.reply(NOT_FOUND);
              }
              call.submitted();
              return deposits.cancel(call.origin(), found.get()).map(this::cancelled);
            });
  }

  private Reply cancelled(Deposits.Cancelling outcome) {
    if (outcome instanceof Deposits.Cancelled done) {
      return new Reply.Success(200, documents.deposit(done.deposit()), done.replayed());
    }
    return Problem.of(
        outcome instanceof Deposits.NotPending
            ? ProblemCode.DEPOSIT_NOT_PENDING
            : ProblemCode.IDEMPOTENCY_KEY_REUSED);
  }

  private Future<Optional<Deposit>> find(Call call) {
    return Uuids.isOurs(call.pathId())
        ? deposits.find(call.business().number(), call.pathId())
        : Future.succeededFuture(Optional.empty());
  }
}
