package io.holdfast.authorize;

import io.holdfast.gate.Gate;
import io.holdfast.gate.Reservation;
import io.holdfast.ledger.Ledger;
import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Applies several operations of one wallet in their order and yet at once, as far as nothing is out
 * of the ordinary; what is, waits for those before it and is waited for.
 *
 * <p>Ordinary is that the gate says yes. The journal is asked for the keys after the gate has
 * marked them. What was done before is answered at once: it does nothing again. An attempt that was
 * retracted has to be made once more, and would come behind those that follow it. From then on
 * nobody else can retract one, for its mark is new. Bound to one event loop.
 */
final class Together {
  private final Authorizer authorizer;
  private final Gate gate;
  private final Ledger ledger;
  private final Lookups lookups;

  Together(Authorizer authorizer, Gate gate, Ledger ledger, Lookups lookups) {
    this.authorizer = authorizer;
    this.gate = gate;
    this.ledger = ledger;
    this.lookups = lookups;
  }

  /** Whether the ledger commits in the order in which it is asked. */
  boolean isOrdered() {
    return ledger.keepsOrder();
  }

  /**
   * Applies them in this order.
   *
   * @param operations two or more of the same wallet, under different keys: all of them spend, or
   *     none does
   * @return the answer of each, as {@link Authorizer#submit} gives it
   */
  List<Future<Answer>> submit(List<Operation> operations) {
    boolean gated = operations.get(0).reserves() > 0 && ledger.isUp();
    List<Step> steps = new ArrayList<>(operations.size());
    for (Operation operation : operations) {
      Future<Reservation> asked = gated ? gate.reserve(operation) : null;
      steps.add(new Step(operation, asked, Promise.promise()));
    }
    Future<?> reserved =
        gated
            ? Future.join(steps.stream().map(Step::reservation).toList())
            : Future.succeededFuture();
    reserved.onComplete(done -> look(steps));
    return steps.stream().map(step -> step.answer().future()).toList();
  }

  /**
   * An operation on its way.
   *
   * @param reservation what the gate says, or null if it is not asked yet
   */
  private record Step(
      Operation operation, Future<Reservation> reservation, Promise<Answer> answer) {
    UUID key() {
      return operation.origin().key().hash();
    }

    boolean isReserved() {
      return reservation != null
          && reservation.succeeded()
          && reservation.result() instanceof Reservation.Reserved;
    }

    boolean isOrdinary(Map<UUID, Posted.Repeated> taken) {
      return (reservation == null || isReserved()) && !taken.containsKey(key());
    }
  }

  private void look(List<Step> steps) {
    lookups
        .taken(steps.get(0).operation().wallet(), steps.stream().map(Step::key).toList())
        .onComplete(
            (taken, failure) -> {
              if (failure != null) {
                oneByOne(steps, 0);
                return;
              }
              List<Step> left = new ArrayList<>(steps.size());
              for (Step step : steps) {
                Posted.Repeated before = taken.get(step.key());
                if (before != null && before.kind() != OperationKind.RETRACT) {
                  authorizer
                      .again(step.operation(), step.isReserved(), before)
                      .onComplete(step.answer());
                } else {
                  left.add(step);
                }
              }
              go(left, taken);
            });
  }

  /** Those that are ordinary at once, then the one that is not, and so on. */
  private void go(List<Step> steps, Map<UUID, Posted.Repeated> taken) {
    int ordinary = 0;
    while (ordinary < steps.size() && steps.get(ordinary).isOrdinary(taken)) {
      ordinary++;
    }
    int next = Math.min(ordinary + 1, steps.size());
    List<Step> rest = steps.subList(next, steps.size());
    List<Step> odd = steps.subList(ordinary, next);
    Future.join(steps.subList(0, ordinary).stream().map(this::apply).toList())
        .onComplete(
            done -> {
              if (!odd.isEmpty()) {
                apply(odd.get(0)).onComplete(answered -> go(rest, taken));
              }
            });
  }

  private void oneByOne(List<Step> steps, int from) {
    if (from < steps.size()) {
      apply(steps.get(from)).onComplete(done -> oneByOne(steps, from + 1));
    }
  }

  private Future<Answer> apply(Step step) {
    return (step.reservation() == null
            ? authorizer.submit(step.operation())
            : authorizer.resume(step.operation(), step.reservation()))
        .onComplete(step.answer());
  }
}
