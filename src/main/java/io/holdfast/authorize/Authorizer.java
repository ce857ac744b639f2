package io.holdfast.authorize;

import io.holdfast.gate.Gate;
import io.holdfast.gate.Reservation;
import io.holdfast.ledger.Ledger;
import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Lookups.Standing;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.Rules;
import io.holdfast.operation.WalletRef;
import io.vertx.core.Future;
import java.util.Optional;

/** Applies operations durably, each once; see the package. Bound to one event loop. */
public final class Authorizer implements Submitter {
  /** A copy of a pending request looks this often for the first one's answer, doubling its wait. */
  private static final int LOOKS_MAX = 8;

  private static final long FIRST_LOOK_MILLIS = 2;

  /** Attempts under one key that may be retracted before the key counts as broken. */
  private static final int GENERATIONS_MAX = 32;

  private static final int LOADS_MAX = 3;

  private final Timers timers;
  private final Gate gate;
  private final Ledger ledger;
  private final Lookups lookups;
  private final WalletLoads loads;
  private final StaleWallets stale;
  private final Doubts doubts;
  private final Inquiry inquiry;

  public Authorizer(
      Timers timers,
      Gate gate,
      Ledger ledger,
      Lookups lookups,
      WalletLoads loads,
      StaleWallets stale) {
    this.timers = timers;
    this.gate = gate;
    this.ledger = ledger;
    this.lookups = lookups;
    this.loads = loads;
    this.stale = stale;
    this.doubts = new Doubts(timers, ledger);
    this.inquiry = new Inquiry(gate, ledger, lookups);
  }

  /** A way in for operations that keep their order where they touch the same wallet. */
  public Succession succession() {
    return new Succession(this, new Together(this, gate, ledger, lookups));
  }

  /** A way in while the business moves nothing. */
  public Submitter recall() {
    return new Recall(this, gate, lookups);
  }

  @Override
  public Future<Answer> submit(Operation operation) {
    if (!ledger.isUp()) {
      // Before anything is reserved that would only have to be given back.
      return Future.failedFuture(Fault.notApplied("PostgreSQL cannot be reached", null));
    }
    return operation.reserves() > 0 ? spend(operation, new Tries(0, 0)) : post(operation);
  }

  /** How often an operation was held up, by a wallet that is not cached and by a copy of itself. */
  private record Tries(int loads, int looks) {
    Tries loaded() {
      return new Tries(loads + 1, looks);
    }

    Tries looked() {
      return new Tries(loads, looks + 1);
    }
  }

  // What lowers the available balance: gate first.

  private Future<Answer> spend(Operation operation, Tries tries) {
    return resume(operation, gate.reserve(operation), tries);
  }

  /** Goes on with an operation of which the gate was asked already. */
  Future<Answer> resume(Operation operation, Future<Reservation> asked) {
    return resume(operation, asked, new Tries(0, 0));
  }

  private Future<Answer> resume(Operation operation, Future<Reservation> asked, Tries tries) {
    return asked.transform(
        result ->
            result.succeeded()
                ? reserved(operation, result.result(), tries)
                : commitUngated(operation));
  }

  private Future<Answer> reserved(Operation operation, Reservation reservation, Tries tries) {
    if (reservation instanceof Reservation.Reserved reserved) {
      return commit(operation, reserved.amount(), true);
    } else if (reservation instanceof Reservation.Absent) {
      return load(operation, tries);
    } else if (reservation instanceof Reservation.InProgress) {
      return awaitCopy(operation, tries);
    }
    // Every other "no": PostgreSQL says why, or that it is not so.
    return review(operation, reservation, tries);
  }

  private static Answer declinedBefore(Operation operation, Reservation.DeclinedBefore declined) {
    return operation.origin().isSame(declined.fingerprint())
        ? new Answer.Refused(declined.reason(), declined.available(), true, declined.exceeded())
        : new Answer.KeyReused();
  }

  private Future<Answer> load(Operation operation, Tries tries) {
    Reservation absent = new Reservation.Absent();
    if (tries.loads() == LOADS_MAX) {
      return review(operation, absent, tries);
    }
    return loads
        .load(operation.wallet())
        .transform(
            result -> {
              if (result.failed()) {
                return commitUngated(operation);
              }
              return result.result()
                  ? spend(operation, tries.loaded())
                  : review(operation, absent, tries);
            });
  }

  /** A copy of this request is pending: its answer will be this one's. */
  private Future<Answer> awaitCopy(Operation operation, Tries tries) {
    if (tries.looks() == LOOKS_MAX) {
      return Future.succeededFuture(new Answer.InProgress());
    }
    return timers
        .after(FIRST_LOOK_MILLIS << tries.looks())
        .compose(nothing -> lookups.review(operation.wallet(), operation.origin().key().hash()))
        .compose(
            found -> {
              Optional<Posted.Repeated> taken =
                  found
                      .filter(review -> isOwn(operation, review.wallet()))
                      .flatMap(Lookups.Review::taken);
              return taken.isPresent()
                  ? repeated(operation, taken.get())
                  : spend(operation, tries.looked());
            });
  }

  /** The gate did not say yes. PostgreSQL knows whether that is so, and whether the key is used. */
  private Future<Answer> review(Operation operation, Reservation said, Tries tries) {
    return lookups
        .review(operation.wallet(), operation.origin().key().hash())
        .compose(
            found -> {
              if (found.isEmpty() || !isOwn(operation, found.get().wallet())) {
                // Before the key is looked at: what it was used for is its owner's to know.
                return refused(operation, new Posted.Refused(Refusal.NOT_FOUND, 0));
              }
              Lookups.Review review = found.get();
              if (review.taken().isPresent()) {
                return repeated(operation, review.taken().get());
              } else if (said instanceof Reservation.DeclinedBefore declined) {
                return Future.succeededFuture(declinedBefore(operation, declined));
              } else if (said instanceof Reservation.KeyReused) {
                return Future.succeededFuture(new Answer.KeyReused());
              }
              Optional<Refusal> refusal = refusal(operation, review.wallet());
              return refusal.isPresent()
                  ? refused(
                      operation,
                      new Posted.Refused(refusal.get(), review.wallet().state().available()))
                  : insist(operation, tries);
            });
  }

  private static Optional<Refusal> refusal(Operation operation, Standing wallet) {
    WalletRef named = named(operation);
    if (named == null) {
      return Optional.empty(); // It depends on the authorization: the commit decides.
    } else if (!named.currency().equals(wallet.currency())) {
      return Optional.of(Refusal.CURRENCY_MISMATCH);
    }
    return Rules.decide(operation, wallet.state()) instanceof Rules.Declined declined
        ? Optional.of(declined.reason())
        : Optional.empty();
  }

  /** Whether the wallet is the one that the operation names, and its business's. */
  static boolean isOwn(Operation operation, Standing wallet) {
    WalletRef named = named(operation);
    return wallet.business() == operation.origin().business()
        && (named == null || named.id().equals(wallet.id()));
  }

  private static WalletRef named(Operation operation) {
    if (operation instanceof Operation.Debit debit) {
      return debit.target();
    } else if (operation instanceof Operation.Authorize authorize) {
      return authorize.target();
    } else if (operation instanceof Operation.Adjust adjust) {
      return adjust.target();
    }
    return null;
  }

  private Future<Answer> insist(Operation operation, Tries tries) {
    return resume(operation, gate.reserveAnyway(operation), tries);
  }

  /** Redis cannot be asked: PostgreSQL decides alone, and what is cached is stale afterwards. */
  private Future<Answer> commitUngated(Operation operation) {
    stale.add(operation.wallet());
    return commit(operation, operation.reserves(), false);
  }

  private Future<Answer> commit(Operation operation, long reserved, boolean gated) {
    Operation taking = reserved < operation.reserves() ? operation.taking(reserved) : operation;
    return ledger
        .post(taking)
        .transform(
            result -> {
              if (result.succeeded()) {
                return decided(taking, reserved, gated, result.result());
              }
              return Doubts.concerns(result.cause())
                  ? doubted(taking, result.cause())
                  : released(taking, result.cause());
            });
  }

  private Future<Answer> decided(Operation operation, long reserved, boolean gated, Posted posted) {
    if (posted instanceof Posted.Applied applied) {
      return committed(operation, reserved, applied);
    } else if (posted instanceof Posted.Repeated repeated) {
      return undone(operation).compose(nothing -> repeated(operation, repeated));
    }
    Posted.Refused refused = (Posted.Refused) posted;
    if (gated && refused.reason() == Refusal.INSUFFICIENT_FUNDS) {
      stale.add(operation.wallet()); // The cache promised what was not there.
    }
    return undone(operation).compose(nothing -> refused(operation, refused));
  }

  /** The commit's answer was lost. */
  private Future<Answer> doubted(Operation operation, Throwable doubt) {
    // What the cache made of it is not certain either.
    stale.add(operation.wallet());
    return doubts
        .find(operation, doubt)
        .transform(
            result -> {
              if (result.failed()) {
                return released(operation, result.cause());
              }
              return gate.settle(operation)
                  .otherwiseEmpty()
                  .compose(nothing -> repeated(operation, result.result()));
            });
  }

  private Future<Answer> committed(Operation operation, long reserved, Posted.Applied applied) {
    gate.settle(operation).onFailure(failure -> stale.add(operation.wallet()));
    Answer answer = new Answer.Done(applied.receipt(), false);
    long surplus = reserved + applied.gain();
    return surplus == 0
        ? Future.succeededFuture(answer)
        : raised(operation.wallet(), surplus, applied.sequence()).map(answer);
  }

  /** Not committed for certain: give back. In doubt: the mark stays, and is settled later. */
  private Future<Answer> released(Operation operation, Throwable cause) {
    return Doubts.concerns(cause)
        ? Future.failedFuture(cause)
        : undone(operation).compose(nothing -> Future.failedFuture(cause));
  }

  private Future<Void> undone(Operation operation) {
    return gate.undo(operation)
        .onFailure(failure -> stale.add(operation.wallet()))
        .otherwiseEmpty();
  }

  /**
   * Answers an operation whose key is taken, as was found out.
   *
   * @param reserved whether the gate has set its amount aside
   */
  Future<Answer> again(Operation operation, boolean reserved, Posted.Repeated before) {
    return reserved
        ? undone(operation).compose(nothing -> repeated(operation, before))
        : repeated(operation, before);
  }

  // What raises it, or leaves it: ledger first.

  private Future<Answer> post(Operation operation) {
    return ledger
        .post(operation)
        .recover(
            failure -> {
              if (!Doubts.concerns(failure)) {
                return Future.failedFuture(failure);
              }
              stale.add(operation.wallet());
              return doubts.find(operation, failure).map(found -> found);
            })
        .compose(
            posted -> {
              if (posted instanceof Posted.Applied applied) {
                return shown(operation, applied).map(new Answer.Done(applied.receipt(), false));
              } else if (posted instanceof Posted.Repeated repeated) {
                return repeated(operation, repeated);
              }
              return Future.succeededFuture(answer((Posted.Refused) posted));
            });
  }

  private Future<Void> shown(Operation operation, Posted.Applied applied) {
    long wallet = operation.wallet();
    if (operation.kind() == OperationKind.TERMS) {
      return gate.invalidate(wallet, applied.sequence())
          .onFailure(failure -> stale.add(wallet))
          .otherwiseEmpty();
    }
    return applied.gain() > 0
        ? raised(wallet, applied.gain(), applied.sequence())
        : Future.succeededFuture();
  }

  private Future<Void> raised(long wallet, long amount, long version) {
    return gate.add(wallet, amount, version)
        .onFailure(failure -> stale.add(wallet))
        .otherwiseEmpty();
  }

  // Answers.

  /** The key is taken in the journal: by this request, by another, or by a retraction. */
  private Future<Answer> repeated(Operation operation, Posted.Repeated repeated) {
    if (repeated.kind() == OperationKind.FENCE) {
      return Future.succeededFuture(new Answer.Refused(Refusal.OPERATION_FENCED, 0, false));
    }
    if (Standings.wasTold(repeated) && Origin.isHasty(operation.origin().fingerprint())) {
      return Future.succeededFuture(new Answer.InProgress()); // Too late for undoing it.
    }
    if (repeated.kind() == OperationKind.RETRACT) {
      return operation.origin().key().generation() == GENERATIONS_MAX
          ? Future.failedFuture(Fault.notApplied("too many attempts were retracted", null))
          : submit(operation.withOrigin(operation.origin().nextAttempt()));
    }
    if (!operation.origin().isSame(repeated.fingerprint())) {
      return Future.succeededFuture(new Answer.KeyReused());
    }
    Future<Boolean> reversed =
        inquiry.isReversed(operation.wallet(), operation.origin().key(), repeated);
    return lookups
        .receipt(operation.wallet(), repeated.kind(), repeated.sequence())
        .compose(
            receipt ->
                reversed.<Answer>map(
                    // Whoever asks again must not be told that it stands.
                    undone ->
                        undone
                            ? new Answer.Refused(Refusal.OPERATION_FENCED, 0, false)
                            : new Answer.Done(receipt, true)))
        .recover(
            failure ->
                Future.failedFuture(
                    Fault.unknown("it was committed, but its receipt is out of reach", failure)));
  }

  private Future<Answer> refused(Operation operation, Posted.Refused no) {
    Answer.Refused answer = answer(no);
    if (!no.reason().isDecline()) {
      return Future.succeededFuture(answer);
    }
    // Before the answer, so that a retry that follows it at once finds it.
    return gate.recordDecline(operation, answer).otherwiseEmpty().map(answer);
  }

  private static Answer.Refused answer(Posted.Refused no) {
    return new Answer.Refused(no.reason(), no.available(), false, no.exceeded());
  }
}
