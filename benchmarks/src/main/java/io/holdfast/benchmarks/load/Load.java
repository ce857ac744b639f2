package io.holdfast.benchmarks.load;

import java.util.List;
import java.util.UUID;

/**
 * How much to ask, of what, and of which wallets.
 *
 * @param connections each with at most one request under way
 * @param threads of the driver; connections and scheduled times are dealt to them evenly
 * @param warmUpMillis of load before the measured window, in which nothing is recorded
 * @param windowMillis length of the measured window
 * @param amount of every movement, in minor units
 * @param seed of the choice of wallets
 * @param nonce that no other load has: idempotency keys begin with it, and only loads that are to
 *     replay one another share one
 */
public record Load(
    Mix mix,
    Pace pace,
    int connections,
    int threads,
    long warmUpMillis,
    long windowMillis,
    long amount,
    List<UUID> wallets,
    Skew skew,
    long seed,
    String nonce) {
  public Load {
    if (threads < 1 || connections < threads || wallets.isEmpty()) {
      throw new IllegalArgumentException("each thread needs a connection, each load a wallet");
    }
    if (warmUpMillis < 0 || windowMillis < 1) {
      throw new IllegalArgumentException("a window is of some milliseconds");
    }
  }

  /** At most as many as the mix may have. */
  @Override
  public int connections() {
    return Math.min(connections, mix.connectionsMax());
  }

  /** The same load of other things. */
  public Load with(Mix newMix, Pace newPace, Skew newSkew) {
    return new Load(
        newMix,
        newPace,
        connections,
        threads,
        warmUpMillis,
        windowMillis,
        amount,
        wallets,
        newSkew,
        seed,
        nonce);
  }

  /** The same load on no more connections than these. */
  public Load onAtMost(int fewer) {
    return on(Math.min(connections, fewer));
  }

  /** The same load on so many connections. */
  public Load on(int newConnections) {
    return new Load(
        mix,
        pace,
        newConnections,
        threads,
        warmUpMillis,
        windowMillis,
        amount,
        wallets,
        skew,
        seed,
        nonce);
  }

  public Load with(Skew newSkew) {
    return with(mix, pace, newSkew);
  }
}
