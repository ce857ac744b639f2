package io.holdfast.authorize;

import io.holdfast.ledger.Ledger;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.vertx.core.Future;

/**
 * Makes sure of what was done by a request with a deadline before anybody is told that it stands.
 *
 * <p>The request undoes it if it is late, perhaps in another process and at this very moment. Its
 * undoing and the retraction posted here contend for one key in the journal: either it is undone
 * and nobody is told that it stands, or somebody is told and it is not undone for being late. A
 * reversal that is asked for goes on under the key's next generation, as after any retraction.
 * Bound to one event loop.
 */
final class Standings {
  /** The fingerprint of these retractions; what is lost in mid commit is retracted under others. */
  private static final long TOLD = 1;

  private final Ledger ledger;

  Standings(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Whether this is why an undoing was kept out. */
  static boolean wasTold(Posted.Repeated taken) {
    return taken.kind() == OperationKind.RETRACT && taken.fingerprint() == TOLD;
  }

  /**
   * From here on what was done under a key is not undone for being late, unless it is already.
   *
   * @param key under which it was done
   */
  Future<Void> keep(long wallet, OperationKey key) {
    return keepOut(wallet, Reversals.key(key));
  }

  private Future<Void> keepOut(long wallet, OperationKey undoing) {
    Origin origin = new Origin(0, 0, undoing, TOLD);
    return ledger
        .post(new Operation.Block(origin, OperationKind.RETRACT, wallet))
        .compose(
            posted ->
                posted instanceof Posted.Repeated taken
                        && taken.kind() == OperationKind.RETRACT
                        && !wasTold(taken)
                    ? keepOut(wallet, undoing.next())
                    : Future.succeededFuture());
  }
}
