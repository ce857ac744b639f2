package io.holdfast.programs;

import io.holdfast.authorize.Sweep;
import io.holdfast.authorize.Timers;
import io.holdfast.ledger.Ledger;

/**
 * Gives rewards that nobody gave when they were earned: the process died, PostgreSQL was away, the
 * wallet was closed, account balances were disabled.
 *
 * <p>PostgreSQL says which those are, by its own clock, and gives each to one instance at a time;
 * that two give the same one after all would do no harm. Bound to one event loop.
 */
public final class RewardSweep {
  /** Given together; while there are more, the next ones follow without a pause. */
  private static final int CHUNK = 200;

  private final Sweep sweep;

  public RewardSweep(Timers timers, Ledger ledger, Rewards rewards) {
    this.sweep =
        new Sweep(
            timers,
            "give owed rewards",
            ledger::isUp,
            () -> rewards.giveOwed(CHUNK).map(tried -> tried == CHUNK));
  }

  public void start() {
    sweep.start();
  }

  public void close() {
    sweep.close();
  }
}
