package io.holdfast.authorize;

import io.holdfast.ledger.Ledger;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out how a commit ended whose answer was lost, while the caller still waits.
 *
 * <p>A retraction under the operation's own key settles it either way: it is refused as a
 * repetition if the operation was committed, and if not, it takes the key, so that the lost
 * statement cannot commit any more. Bound to one event loop.
 */
final class Doubts {
  /** How long a caller is kept waiting for certainty before it is told that there is none. */
  private static final long PATIENCE_MILLIS = 3_000;

  private static final long PAUSE_MILLIS = 50;

  /**
   * Looked into at a time. A lost session can leave hundreds in doubt, and they must not fill the
   * ledger's queue when it is back: who comes new wants a place there too.
   */
  private static final int AT_A_TIME = 64;

  private record Doubt(
      Operation operation, Throwable cause, long sinceNanos, Promise<Posted.Repeated> found) {}

  private final Timers timers;
  private final Ledger ledger;
  private final ArrayDeque<Doubt> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean pausing;

  /** The ledger refused one, perhaps at once: no other is tried before a pause. */
  private boolean refused;

  Doubts(Timers timers, Ledger ledger) {
    this.timers = timers;
    this.ledger = ledger;
  }

  /** Whether this failure leaves open how the commit ended. */
  static boolean concerns(Throwable failure) {
    return failure instanceof Fault fault && fault.outcome() == Fault.Outcome.UNKNOWN;
  }

  /**
   * Whether an operation was committed after all.
   *
   * @return the change that has the operation's key; fails as not applied if there is none and
   *     never will be, or with the doubt itself if PostgreSQL stays away
   */
  Future<Posted.Repeated> find(Operation operation, Throwable doubt) {
    Promise<Posted.Repeated> found = Promise.promise();
    waiting.add(new Doubt(operation, doubt, timers.nanoTime(), found));
    look();
    return found.future();
  }

  private void look() {
    while (!refused && underWay < AT_A_TIME && !waiting.isEmpty() && ledger.isUp()) {
      retract(waiting.poll());
    }
    if (!waiting.isEmpty()) {
      pause();
    }
  }

  private void lookAgain() {
    pausing = false;
    refused = false;
    long nowNanos = timers.nanoTime();
    List<Doubt> overdue = new ArrayList<>();
    waiting.removeIf(
        doubt -> nowNanos - doubt.sinceNanos() > PATIENCE_MILLIS * 1_000_000 && overdue.add(doubt));
    overdue.forEach(doubt -> doubt.found().fail(doubt.cause()));
    look();
  }

  private void retract(Doubt doubt) {
    Operation operation = doubt.operation();
    underWay++;
    ledger
        .post(new Operation.Block(operation.origin(), OperationKind.RETRACT, operation.wallet()))
        .onComplete(
            (posted, failure) -> {
              underWay--;
              if (failure != null) {
                again(doubt);
                return;
              }
              if (posted instanceof Posted.Repeated found
                  && found.kind() != OperationKind.RETRACT) {
                doubt.found().complete(found);
              } else {
                doubt.found().fail(Fault.notApplied("the commit was lost", doubt.cause()));
              }
              look();
            });
  }

  private void again(Doubt doubt) {
    waiting.add(doubt);
    refused = true;
    pause();
  }

  /** Also lets those go whose patience is over. */
  private void pause() {
    if (!pausing) {
      pausing = true;
      timers.after(PAUSE_MILLIS).onComplete(nothing -> lookAgain());
    }
  }
}
