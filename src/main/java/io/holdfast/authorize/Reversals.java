package io.holdfast.authorize;

import io.holdfast.ledger.Ledger;
import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Lookups.Made;
import io.holdfast.ledger.Lookups.Standing;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Details;
import io.holdfast.operation.Fault;
import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.Source;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Undoes an operation by its key, or makes sure that it never happens.
 *
 * <p>A fence is posted under the original's own key. If it is let in, the original cannot commit
 * any more, wherever it is at this moment. If the original is there already, it is undone under a
 * key made from the original's, so that any number of reversals, by any instances, undo it once.
 * Bound to one event loop.
 */
public final class Reversals {
  private final Authorizer authorizer;
  private final Ledger ledger;
  private final Lookups lookups;
  private final Attempts attempts;

  public Reversals(Authorizer authorizer, Ledger ledger, Lookups lookups) {
    this.authorizer = authorizer;
    this.ledger = ledger;
    this.lookups = lookups;
    this.attempts = new Attempts(lookups);
  }

  /**
   * Who wants what undone.
   *
   * @param actor number of the API key
   * @param key the original's
   * @param note why, or null
   * @param mayAdjust whether what is no payment may be undone too
   * @param movesNothing whether the business has account balances switched off: what a reversal did
   *     before is answered again, and everything else is refused
   */
  public record Request(
      int business,
      int actor,
      UUID wallet,
      String key,
      String note,
      boolean mayAdjust,
      boolean movesNothing) {}

  /** How it ended. */
  public sealed interface Outcome {
    /** It is undone, by this. */
    record Reversed(Receipt receipt) implements Outcome {}

    /** It was undone before: by this, or null if it was not by a reversal. */
    record AlreadyReversed(Receipt receipt) implements Outcome {}

    /** It never happened, and never will. */
    record Fenced() implements Outcome {}

    /** It cannot be undone. */
    record Refused(Refusal reason, long available) implements Outcome {}

    /** It is no payment, and the caller may not adjust balances. */
    record NotPermitted() implements Outcome {}

    /** It is being undone by another request. */
    record InProgress() implements Outcome {}
  }

  /** The key under which whatever was done under a key is undone. */
  static OperationKey key(OperationKey original) {
    // A caller's key has no blanks, so it is never this one.
    return OperationKey.of("reversal of " + original.text());
  }

  /**
   * Undoes or fences an operation.
   *
   * @return fails with a {@link Fault}; to ask again is always safe
   */
  public Future<Outcome> reverse(Request request) {
    return attempts
        .find(Ids.number(request.wallet()), OperationKey.of(request.key()))
        .compose(
            found -> {
              boolean own =
                  found.isPresent()
                      && found.get().wallet().business() == request.business()
                      && found.get().wallet().id().equals(request.wallet());
              if (!own) {
                return Future.succeededFuture(new Outcome.Refused(Refusal.NOT_FOUND, 0));
              }
              Attempts.Attempt attempt = found.get();
              if (attempt.taken().isPresent()) {
                return undo(request, attempt.wallet(), attempt.taken().get());
              }
              return request.movesNothing()
                  ? refused(Refusal.ACCOUNT_BALANCES_DISABLED)
                  : fence(request, attempt);
            });
  }

  /**
   * Undoes what this very operation did, unless somebody was told that it stands.
   *
   * @param note why
   */
  Future<Outcome> undo(Operation operation, String note) {
    Origin origin = operation.origin();
    return attempts
        .find(operation.wallet(), OperationKey.of(origin.key().text()))
        .compose(
            found -> {
              Attempts.Attempt attempt = found.orElseThrow();
              Request request =
                  new Request(
                      origin.business(),
                      origin.actor(),
                      attempt.wallet().id(),
                      origin.key().text(),
                      note,
                      true,
                      false);
              return undo(request, attempt.wallet(), attempt.taken().orElseThrow(), true);
            });
  }

  private Future<Outcome> fence(Request request, Attempts.Attempt attempt) {
    return fence(request.business(), request.actor(), Ids.number(request.wallet()), attempt.key())
        .compose(
            taken ->
                taken.isPresent()
                    ? undo(request, attempt.wallet(), taken.get())
                    : Future.succeededFuture(new Outcome.Fenced()));
  }

  /**
   * Makes sure that nothing is committed under a key any more, from this attempt on.
   *
   * @return empty if so; else the change that has the key
   */
  Future<Optional<Posted.Repeated>> fence(int business, int actor, long wallet, OperationKey key) {
    Origin origin = new Origin(business, actor, key, 0);
    return ledger
        .post(new Operation.Block(origin, OperationKind.FENCE, wallet))
        .compose(
            posted -> {
              if (!(posted instanceof Posted.Repeated taken)) {
                return Future.succeededFuture(Optional.empty());
              }
              return switch (taken.kind()) {
                case FENCE -> Future.succeededFuture(Optional.empty());
                case RETRACT -> fence(business, actor, wallet, key.next());
                default -> Future.succeededFuture(Optional.of(taken));
              };
            });
  }

  private Future<Outcome> undo(Request request, Standing wallet, Posted.Repeated taken) {
    return undo(request, wallet, taken, false);
  }

  private Future<Outcome> undo(
      Request request, Standing wallet, Posted.Repeated taken, boolean late) {
    if (taken.kind() == OperationKind.FENCE) {
      return Future.succeededFuture(new Outcome.Fenced());
    }
    long number = Ids.number(request.wallet());
    return lookups
        .made(number, taken.sequence())
        .compose(
            made -> {
              if (!request.mayAdjust() && isAdjustment(made.kind())) {
                return Future.succeededFuture(new Outcome.NotPermitted());
              }
              Origin origin =
                  new Origin(
                      request.business(), request.actor(), key(OperationKey.of(request.key())), 0);
              Optional<Operation> undoing =
                  undoing(request, late ? origin.hasty() : origin, wallet, made);
              Submitter way = request.movesNothing() ? authorizer.recall() : authorizer;
              return undoing.isEmpty()
                  ? refused(Refusal.AUTHORIZATION_NOT_OPEN)
                  : way.submit(undoing.get())
                      .compose(answer -> outcome(number, taken, made, answer));
            });
  }

  private static boolean isAdjustment(OperationKind kind) {
    return switch (kind) {
      case REWARD, MEMBERSHIP, ADJUSTMENT -> true;
      case AUTHORIZE, INCREMENT, CAPTURE, VOID, EXPIRE -> false;
      case DEBIT, DEPOSIT, REFUND, FENCE, RETRACT, TERMS, MOVE -> false;
    };
  }

  /** What takes back what was done; empty for what only gave back what was held. */
  private static Optional<Operation> undoing(
      Request request, Origin origin, Standing wallet, Made made) {
    Details details = new Details(made.location(), null, request.note(), null);
    return switch (made.kind()) {
      case DEBIT, CAPTURE ->
          Optional.of(
              made.movedFrom() == null
                  ? new Operation.Refund(origin, made.itself(), 0, details, true)
                  : back(origin, made, request.note()));
      case AUTHORIZE -> Optional.of(new Operation.VoidHold(origin, made.hold(), 0));
      case INCREMENT -> Optional.of(new Operation.VoidHold(origin, made.hold(), made.heldChange()));
      case DEPOSIT, REFUND, REWARD, MEMBERSHIP, ADJUSTMENT ->
          Optional.of(
              new Operation.Adjust(
                  origin,
                  new WalletRef(wallet.id(), wallet.currency()),
                  -made.amount(),
                  details,
                  made.house(),
                  deposit(made)));
      case VOID, EXPIRE, FENCE, RETRACT, TERMS, MOVE -> Optional.empty();
    };
  }

  /** A payment that was moved goes back to where it was. */
  private static Operation back(Origin origin, Made made, String note) {
    Lookups.Place from = made.movedFrom();
    return new Operation.Move(
        origin,
        made.itself(),
        new Details(from.location(), from.reference(), note, null),
        from.house());
  }

  /** The deposit whose completion is undone, and which is pending again with that; or null. */
  private static Source deposit(Made made) {
    boolean completed = made.source() != null && made.source().kind() == Source.Kind.DEPOSIT;
    return completed && made.kind() == OperationKind.DEPOSIT ? made.source() : null;
  }

  private Future<Outcome> outcome(long wallet, Posted.Repeated taken, Made before, Answer answer) {
    if (answer instanceof Answer.Done done) {
      return Future.succeededFuture(
          done.replayed()
              ? new Outcome.AlreadyReversed(done.receipt())
              : new Outcome.Reversed(done.receipt()));
    }
    if (!(answer instanceof Answer.Refused refused)) {
      return Future.succeededFuture(new Outcome.InProgress());
    }
    return switch (refused.reason()) {
      // All of it was given back already.
      case REFUND_EXCEEDS_ORIGINAL -> Future.succeededFuture(new Outcome.AlreadyReversed(null));
      case AUTHORIZATION_NOT_OPEN -> closed(wallet, taken, before);
      default -> Future.succeededFuture(new Outcome.Refused(refused.reason(), refused.available()));
    };
  }

  /** The hold is not open any more: released without having been captured is as good as undone. */
  private Future<Outcome> closed(long wallet, Posted.Repeated taken, Made before) {
    Future<Made> now =
        before.holdStatus().isOpen()
            ? lookups.made(wallet, taken.sequence())
            : Future.succeededFuture(before);
    return now.compose(
        made ->
            made.captured() == 0 && made.holdStatus() != HoldStatus.CAPTURED
                ? Future.succeededFuture(new Outcome.AlreadyReversed(null))
                : refused(Refusal.AUTHORIZATION_NOT_OPEN));
  }

  private static Future<Outcome> refused(Refusal reason) {
    return Future.succeededFuture(new Outcome.Refused(reason, 0));
  }
}
