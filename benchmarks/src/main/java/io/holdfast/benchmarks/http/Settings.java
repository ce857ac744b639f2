package io.holdfast.benchmarks.http;

import java.util.List;

/**
 * What a run is given, as system properties named {@code bench.…}.
 *
 * @param rounds every subject is measured once a round
 * @param seconds of a measured window
 * @param warmUpSeconds before a subject's first window; {@link #REWARM_MILLIS} before the others
 * @param connections of the driver, each with one request under way
 * @param threads of the driver
 * @param eventLoops of every subject
 * @param wallets of the runs with many wallets; the others use one of them
 * @param subjects in the order in which they are measured
 */
record Settings(
    int rounds,
    int seconds,
    int warmUpSeconds,
    int connections,
    int threads,
    int eventLoops,
    int wallets,
    List<String> subjects) {

  /** Long enough to reopen connections and refill caches; the code is compiled already. */
  static final long REWARM_MILLIS = 1_000;

  /** Minor units, the same in every debit. */
  static final long AMOUNT = 7;

  /** Minor units; a wallet with it can be debited thousands of millions of times. */
  static final long OPENING_BALANCE = 100_000_000_000L;

  Settings {
    if (rounds < 1 || seconds < 1 || warmUpSeconds < 1 || wallets < 1) {
      throw new IllegalArgumentException("rounds, seconds, warm-up and wallets are 1 or more");
    }
    if (threads < 1 || connections < threads || eventLoops < 1) {
      throw new IllegalArgumentException("each thread needs a connection, each subject a loop");
    }
  }

  static Settings fromSystemProperties() {
    int loops = Integer.getInteger("bench.loops", 0);
    return new Settings(
        Integer.getInteger("bench.rounds", 3),
        Integer.getInteger("bench.seconds", 8),
        Integer.getInteger("bench.warmup", 4),
        Integer.getInteger("bench.connections", 64),
        Integer.getInteger("bench.threads", 1),
        loops > 0 ? loops : Runtime.getRuntime().availableProcessors(),
        Integer.getInteger("bench.wallets", 10_000),
        List.of(System.getProperty("bench.subjects", "json,row,row-lock,holdfast").split(",", -1)));
  }
}
