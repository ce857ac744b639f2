package io.holdfast.authorize;

import io.holdfast.gate.Gate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Wallets whose cached balance missed something while Redis did not answer, until they could be
 * forgotten there.
 *
 * <p>Only saves detours: a cache that is too low is corrected by the second look at PostgreSQL, one
 * that is too high by the commit. So it is bounded, and what it has no room for is left to them.
 * Bound to one event loop.
 */
public final class StaleWallets {
  private static final int SIZE_MAX = 10_000;
  private static final long PERIOD_MILLIS = 250;

  private final Timers timers;
  private final Gate gate;
  private final Set<Long> wallets = new LinkedHashSet<>();
  private boolean scheduled;

  public StaleWallets(Timers timers, Gate gate) {
    this.timers = timers;
    this.gate = gate;
  }

  void add(long wallet) {
    if (wallets.size() < SIZE_MAX) {
      wallets.add(wallet);
      schedule();
    }
  }

  /** How many are waiting for Redis. */
  public int depth() {
    return wallets.size();
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      timers.after(PERIOD_MILLIS).onComplete(nothing -> forget());
    }
  }

  private void forget() {
    scheduled = false;
    if (gate.isUp()) {
      List<Long> all = new ArrayList<>(wallets);
      wallets.clear();
      // Whatever version comes back: what is read after this is newer than what was missed.
      all.forEach(wallet -> gate.invalidate(wallet, 0).onFailure(failure -> add(wallet)));
    } else if (!wallets.isEmpty()) {
      schedule();
    }
  }
}
