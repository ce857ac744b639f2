package io.holdfast.ledger;

import io.vertx.core.Future;

/** Numbers of house accounts, made when first needed. One for the process, any thread. */
public final class HouseAccounts {
  /** What an account of the house is for. */
  public enum Purpose {
    CASH_CLEARING,
    REVENUE,
    REWARDS,
    MEMBERSHIPS,
    ADJUSTMENTS
  }

  /**
   * The number of the account of this business, location (0: none), currency and purpose in the
   * bucket of this wallet. Completed already unless it is the first time.
   */
  public Future<Long> number(
      int business, int location, long wallet, String currency, Purpose purpose) {
    throw new UnsupportedOperationException();
  }
}
