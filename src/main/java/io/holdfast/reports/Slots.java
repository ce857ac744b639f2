package io.holdfast.reports;

import java.util.HashMap;
import java.util.Map;

/**
 * How many reports may run in this process, and for one business half of them, so that one does not
 * keep out the others. Safe from any thread.
 */
public final class Slots {
  private final int max;
  private final int businessMax;
  private final Map<Integer, Integer> running = new HashMap<>();
  private int total;

  /**
   * @param max reports at a time, 1 or more
   */
  public Slots(int max) {
    this.max = max;
    this.businessMax = (max + 1) / 2;
  }

  /** Whether one more may run. */
  public enum Answer {
    TAKEN,
    /** As many run as the process allows. */
    ALL_TAKEN,
    /** As many run as one business may have. */
    BUSINESS_HAS_ITS_SHARE
  }

  /** How many run. */
  public synchronized int taken() {
    return total;
  }

  synchronized Answer take(int business) {
    if (running.getOrDefault(business, 0) >= businessMax) {
      return Answer.BUSINESS_HAS_ITS_SHARE;
    }
    if (total >= max) {
      return Answer.ALL_TAKEN;
    }
    running.merge(business, 1, Integer::sum);
    total++;
    return Answer.TAKEN;
  }

  synchronized void give(int business) {
    running.computeIfPresent(business, (key, count) -> count == 1 ? null : count - 1);
    total--;
  }
}
