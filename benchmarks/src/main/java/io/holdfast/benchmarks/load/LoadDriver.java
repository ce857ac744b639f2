package io.holdfast.benchmarks.load;

import java.util.concurrent.TimeUnit;

/** Runs a load against a target and says what came back. */
public final class LoadDriver {
  private LoadDriver() {}

  /** Watches a run, on the thread that called for it. */
  public interface Observer {
    /** The measured window begins. */
    void windowOpens();

    /**
     * Another second of the window is over.
     *
     * @param achieved units that ended as meant to, since the window began
     */
    void second(int seconds, long achieved);

    /** The measured window is over; what is under way is still to be answered. */
    void windowCloses();
  }

  /** Sees nothing. */
  public static final Observer NOBODY =
      new Observer() {
        @Override
        public void windowOpens() {}

        @Override
        public void second(int seconds, long achieved) {}

        @Override
        public void windowCloses() {}
      };

  /**
   * Blocks until the window is over and the last answer is in. Every request that is not meant to
   * be a replay has an idempotency key that no other request, of this run or another, has.
   */
  public static Measured run(Target target, Load load, Observer observer)
      throws InterruptedException {
    long start = System.nanoTime();
    long from = start + TimeUnit.MILLISECONDS.toNanos(load.warmUpMillis());
    long to = from + TimeUnit.MILLISECONDS.toNanos(load.windowMillis());
    // Who offers at a rate may offer too much, and a refusal is then the right answer.
    boolean mayBeRefused = load.pace() instanceof Pace.Open;
    Crew crew = new Crew(target, load, new Tally.Window(from, to), mayBeRefused);
    WalletChoice.Source choice =
        WalletChoice.source(load.skew(), load.wallets().size(), load.seed());
    for (int i = 0; i < load.threads(); i++) {
      Tally tally = crew.newTally();
      Arrivals arrivals =
          load.pace() instanceof Pace.Open open
              ? new Arrivals.Scheduled(open.perSecond(), start, to, i, load.threads(), tally)
              : new Arrivals.WhenFree(to, Long.MAX_VALUE);
      crew.add(i, choice.of(i), arrivals, tally);
    }
    return crew.work(observer);
  }

  /**
   * One unit for every wallet, however long it takes; {@link Measured#refusals} may be asked again.
   *
   * @param load of which neither pace nor warm-up, window and skew matter
   * @return with nothing in its window
   */
  public static Measured oneEach(Target target, Load load) throws InterruptedException {
    long never = System.nanoTime() + Long.MAX_VALUE / 2;
    Crew crew = new Crew(target, load, new Tally.Window(never, never + 1), true);
    int wallets = load.wallets().size();
    for (int i = 0; i < load.threads(); i++) {
      int share = wallets / load.threads() + (i < wallets % load.threads() ? 1 : 0);
      crew.add(
          i,
          WalletChoice.inTurn(wallets, i, load.threads()),
          new Arrivals.WhenFree(never, share),
          crew.newTally());
    }
    return crew.work(NOBODY);
  }
}
