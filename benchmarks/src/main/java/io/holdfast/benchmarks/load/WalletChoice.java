package io.holdfast.benchmarks.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Which wallet is next. Of one thread. */
public interface WalletChoice {
  /** Index of a wallet. */
  int next();

  /** Makes the choices of several threads, each seeded by its number. */
  interface Source {
    WalletChoice of(int thread);
  }

  /**
   * Choices that are spread as asked, the same again for the same seed.
   *
   * @param wallets how many there are
   */
  static Source source(Skew skew, int wallets, long seed) {
    return switch (skew) {
      case UNIFORM -> thread -> uniform(wallets, seed + thread);
      case ONE -> thread -> first();
      case ZIPF -> {
        Zipf zipf = new Zipf(wallets);
        yield thread -> zipf.choice(seed + thread);
      }
    };
  }

  /** All equally likely. */
  static WalletChoice uniform(int wallets, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return () -> random.nextInt(wallets);
  }

  static WalletChoice first() {
    return () -> 0;
  }

  /** Every {@code step}th, beginning with {@code from}, and round again. */
  static WalletChoice inTurn(int wallets, int from, int step) {
    return new WalletChoice() {
      private long next = from;

      @Override
      public int next() {
        int wallet = (int) (next % wallets);
        next += step;
        return wallet;
      }
    };
  }

  /** Some wallets are asked for far more often than others. Immutable, safe from any thread. */
  final class Zipf {
    /** Of all draws, the part that is at this wallet or one before it. */
    private final double[] upTo;

    /** The wallet of rank n has a probability in proportion to 1/n: Zipf with exponent 1. */
    Zipf(int wallets) {
      upTo = new double[wallets];
      double sum = 0;
      for (int rank = 1; rank <= wallets; rank++) {
        sum += 1.0 / rank;
        upTo[rank - 1] = sum;
      }
      for (int i = 0; i < wallets; i++) {
        upTo[i] /= sum;
      }
    }

    WalletChoice choice(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      return () -> {
        int place = Arrays.binarySearch(upTo, random.nextDouble());
        return Math.min(place < 0 ? -place - 1 : place, upTo.length - 1);
      };
    }
  }
}
