package io.holdfast.programs;

import io.holdfast.authorize.Timers;
import io.holdfast.ledger.Ledger;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives rewards that nobody gave when they were earned: the process died, PostgreSQL was away, the
 * wallet was closed, account balances were disabled.
 *
 * <p>PostgreSQL says which those are, by its own clock, and gives each to one instance at a time;
 * that two give the same one after all would do no harm. Bound to one event loop.
 */
public final class RewardSweep {
  private static final Logger LOG = LoggerFactory.getLogger(RewardSweep.class);
  private static final long PERIOD_MILLIS = 1_000;

  /** Given together; while there are more, the next ones follow without a pause. */
  private static final int CHUNK = 200;

  private final Timers timers;
  private final Ledger ledger;
  private final Rewards rewards;
  private boolean running;
  private boolean closed;
  private Timers.Repetition repetition;

  public RewardSweep(Timers timers, Ledger ledger, Rewards rewards) {
    this.timers = timers;
    this.ledger = ledger;
    this.rewards = rewards;
  }

  public void start() {
    repetition = timers.every(PERIOD_MILLIS, this::tick);
  }

  public void close() {
    closed = true;
    if (repetition != null) {
      repetition.stop();
    }
  }

  private void tick() {
    if (running || closed || !ledger.isUp()) {
      return;
    }
    running = true;
    sweep()
        .onFailure(failure -> LOG.warn("Could not give owed rewards: {}", failure.getMessage()))
        .onComplete(nothing -> running = false);
  }

  private Future<Void> sweep() {
    return rewards
        .giveOwed(CHUNK)
        .compose(tried -> tried == CHUNK && !closed ? sweep() : Future.<Void>succeededFuture());
  }
}
