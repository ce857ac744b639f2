package io.holdfast.http;

import io.holdfast.operation.Fault;
import java.util.HashMap;
import java.util.Map;

/**
 * Room for batches in this process, so that they leave the ledger to single requests too: how many
 * batches there may be, for one business half of them, and how many operations each may have under
 * way. Safe from any thread.
 */
public final class BatchRoom {
  private static final int BATCHES_MAX = 16;
  private static final int OF_BUSINESS_MAX = BATCHES_MAX / 2;

  /**
   * Operations under way of all batches. Two or three statements' worth: one that commits, one that
   * is complete when it has, and what is with the gate meanwhile. A single request waits behind as
   * many.
   */
  private static final int UNDER_WAY_MAX = 1_024;

  private final Map<Integer, Integer> ofBusiness = new HashMap<>();
  private volatile int batches;

  /** Takes in one more batch, or says why not. */
  synchronized Problem enter(int business) {
    if (batches == BATCHES_MAX) {
      return Problem.unavailable(Fault.Outcome.NOT_APPLIED);
    }
    if (ofBusiness.getOrDefault(business, 0) == OF_BUSINESS_MAX) {
      return Problem.of(
              ProblemCode.RATE_LIMITED, "Too many batches of this business are under way.")
          .retryAfter(1);
    }
    ofBusiness.merge(business, 1, Integer::sum);
    batches++;
    return null;
  }

  synchronized void leave(int business) {
    ofBusiness.computeIfPresent(business, (key, count) -> count == 1 ? null : count - 1);
    batches--;
  }

  /** How many operations a batch may have under way, as many batches as there are now. */
  int share() {
    return UNDER_WAY_MAX / Math.max(1, batches);
  }
}
