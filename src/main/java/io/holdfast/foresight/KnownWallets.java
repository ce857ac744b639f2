package io.holdfast.foresight;

/**
 * The wallets that a committer remembers, found by number. Each has its place by its number; who
 * comes later to the same place takes it, so there are never more than asked for. Numbers are given
 * out one after the other, hence as many wallets as there are places hardly meet. Places come into
 * being in pages: who has a few wallets pays for a few. Confined to the lane's event loop.
 */
final class KnownWallets {
  private static final int PAGE_BITS = 10;
  private static final int PAGE = 1 << PAGE_BITS;

  private final KnownWallet[][] pages;
  private final int every;
  private final long mask;

  /**
   * Remembers nothing yet.
   *
   * @param max wallets, rounded up to a power of two of at least {@value #PAGE}
   * @param every of their numbers, one in so many comes here
   */
  KnownWallets(int max, int every) {
    this.every = every;
    int places = Integer.highestOneBit(Math.max(max, PAGE) * 2 - 1);
    this.pages = new KnownWallet[places / PAGE][];
    this.mask = places - 1L;
  }

  /** The wallet of this number, or null. */
  KnownWallet find(long number) {
    KnownWallet[] page = pages[page(number)];
    KnownWallet wallet = page == null ? null : page[place(number)];
    return wallet != null && wallet.number() == number ? wallet : null;
  }

  /** Remembers it, instead of what had its place. */
  void put(KnownWallet wallet) {
    int page = page(wallet.number());
    if (pages[page] == null) {
      pages[page] = new KnownWallet[PAGE];
    }
    pages[page][place(wallet.number())] = wallet;
  }

  void forget(long number) {
    if (find(number) != null) {
      pages[page(number)][place(number)] = null;
    }
  }

  private int page(long number) {
    return (int) ((number / every & mask) >>> PAGE_BITS);
  }

  private int place(long number) {
    return (int) (number / every & (PAGE - 1));
  }
}
