package io.holdfast.authorize;

import io.holdfast.ledger.Lookups;
import io.holdfast.ledger.Lookups.Standing;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Finds the attempt under a key that counts: the first one that was not retracted. All requests
 * under the key go through its generations in this order. Bound to one event loop.
 */
final class Attempts {
  private final Lookups lookups;

  Attempts(Lookups lookups) {
    this.lookups = lookups;
  }

  /**
   * An attempt.
   *
   * @param key the attempt's own
   * @param taken the change that has it, or empty if it is free
   */
  record Attempt(Standing wallet, OperationKey key, Optional<Posted.Repeated> taken) {}

  /** Empty if there is no wallet of this number. */
  Future<Optional<Attempt>> find(long wallet, OperationKey key) {
    return lookups
        .review(wallet, key.hash())
        .compose(
            found -> {
              boolean retracted =
                  found.flatMap(Lookups.Review::taken).filter(Attempts::isRetraction).isPresent();
              return retracted
                  ? find(wallet, key.next())
                  : Future.succeededFuture(
                      found.map(review -> new Attempt(review.wallet(), key, review.taken())));
            });
  }

  private static boolean isRetraction(Posted.Repeated taken) {
    return taken.kind() == OperationKind.RETRACT;
  }
}
