package io.holdfast.benchmarks.load;

/**
 * The wallets as one thread sees them: which is next, and what it has seen move in each. That is
 * what the audit afterwards holds the book to, wallet by wallet.
 */
public final class Wallets {
  private final byte[][] ids;
  private final WalletChoice choice;
  private final long[] moved;

  Wallets(byte[][] ids, WalletChoice choice) {
    this.ids = ids;
    this.choice = choice;
    this.moved = new long[ids.length];
  }

  /** Index of the wallet to take now. */
  int next() {
    return choice.next();
  }

  /** In ASCII. */
  byte[] id(int wallet) {
    return ids[wallet];
  }

  /** An answer said that a balance has changed by so many minor units. */
  void moved(int wallet, long amount) {
    moved[wallet] += amount;
  }

  void addTo(long[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += moved[i];
    }
  }
}
