package io.holdfast.authorize;

import io.holdfast.authorize.Attempts.Attempt;
import io.holdfast.gate.Gate;
import io.holdfast.ledger.Ledger;
import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Exceeded;
import io.holdfast.operation.Fault;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Refusal;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Says what became of an operation, to a caller that did not get its answer. Changes nothing but
 * that what it calls applied is not undone for being late. Bound to one event loop.
 *
 * <p>The gate is asked before the ledger: an operation that is pending in neither and committed in
 * neither, in this order, had not begun when the gate was asked. What goes to the ledger without
 * the gate has no mark while it is under way, so it can only be found once it is committed.
 */
public final class Inquiry {
  private final Gate gate;
  private final Lookups lookups;
  private final Attempts attempts;
  private final Standings standings;

  public Inquiry(Gate gate, Ledger ledger, Lookups lookups) {
    this.gate = gate;
    this.lookups = lookups;
    this.attempts = new Attempts(lookups);
    this.standings = new Standings(ledger);
  }

  /** What is known of an operation. */
  public sealed interface Outcome {
    /**
     * It is committed.
     *
     * @param reversed whether a reversal has undone it since
     */
    record Applied(OperationKind kind, Receipt receipt, boolean reversed) implements Outcome {}

    /**
     * It was declined, or its key is fenced.
     *
     * @param exceeded for {@link Refusal#VELOCITY_EXCEEDED}, else null
     */
    record Declined(Refusal reason, long available, Exceeded exceeded) implements Outcome {}

    /** It is under way. */
    record InProgress() implements Outcome {}

    /** There is no trace of it. */
    record NeverSeen() implements Outcome {}

    /** The business has no such wallet. */
    record NoSuchWallet() implements Outcome {}
  }

  /**
   * What became of the operation that was sent for this wallet under this key.
   *
   * @return fails with a {@link Fault} (not applied) if it cannot be told
   */
  public Future<Outcome> find(int business, UUID wallet, String key) {
    return find(business, wallet, OperationKey.of(key));
  }

  private Future<Outcome> find(int business, UUID wallet, OperationKey key) {
    return gate.trace(Ids.number(wallet), key.hash())
        .map(Optional::of)
        .otherwise(Optional.empty())
        .compose(
            trace ->
                lookups
                    .review(Ids.number(wallet), key.hash())
                    .compose(
                        found -> {
                          boolean own =
                              found.isPresent()
                                  && found.get().wallet().business() == business
                                  && found.get().wallet().id().equals(wallet);
                          if (!own) {
                            return Future.succeededFuture(new Outcome.NoSuchWallet());
                          }
                          Optional<Posted.Repeated> taken = found.get().taken();
                          if (taken.isEmpty()) {
                            return untaken(trace);
                          }
                          return taken.get().kind() == OperationKind.RETRACT
                              ? find(business, wallet, key.next())
                              : taken(Ids.number(wallet), key, taken.get());
                        }));
  }

  private static Future<Outcome> untaken(Optional<Gate.Trace> trace) {
    if (trace.isEmpty()) {
      return Future.failedFuture(
          Fault.notApplied("Redis cannot be asked what is pending or was declined", null));
    }
    if (trace.get().pending()) {
      return Future.succeededFuture(new Outcome.InProgress());
    }
    return Future.succeededFuture(
        trace
            .get()
            .declined()
            .<Outcome>map(no -> new Outcome.Declined(no.reason(), no.available(), no.exceeded()))
            .orElseGet(Outcome.NeverSeen::new));
  }

  private Future<Outcome> taken(long wallet, OperationKey key, Posted.Repeated taken) {
    if (taken.kind() == OperationKind.FENCE) {
      return Future.succeededFuture(new Outcome.Declined(Refusal.OPERATION_FENCED, 0, null));
    }
    Future<Boolean> reversed = isReversed(wallet, key, taken);
    return lookups
        .receipt(wallet, taken.kind(), taken.sequence())
        .compose(
            receipt -> reversed.map(undone -> new Outcome.Applied(taken.kind(), receipt, undone)));
  }

  /** Whether what was committed under this key is undone; what is not, stands if it is told. */
  Future<Boolean> isReversed(long wallet, OperationKey key, Posted.Repeated taken) {
    Future<Void> kept =
        Origin.isHasty(taken.fingerprint())
            ? standings.keep(wallet, key)
            : Future.succeededFuture();
    return kept.compose(nothing -> attempts.find(wallet, Reversals.key(key)))
        .map(found -> found.flatMap(Attempt::taken).isPresent());
  }
}
