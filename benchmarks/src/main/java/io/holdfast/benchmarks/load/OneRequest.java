package io.holdfast.benchmarks.load;

import java.nio.ByteBuffer;

/** A unit that is one request. */
final class OneRequest implements Unit {
  private final Template template;
  private final Wallets wallets;
  private final long moves;
  private final boolean keyedByWallet;
  private final ByteBuffer request;
  private int wallet;
  private Outcome outcome = Outcome.FAILED;

  private OneRequest(Template template, Wallets wallets, long moves, boolean keyedByWallet) {
    this.template = template;
    this.wallets = wallets;
    this.moves = moves;
    this.keyedByWallet = keyedByWallet;
    this.request = template.newRequest();
  }

  /**
   * Every request new.
   *
   * @param moves what a 2xx does to the wallet's balance, in minor units
   */
  static OneRequest fresh(Template template, Wallets wallets, long moves) {
    return new OneRequest(template, wallets, moves, false);
  }

  /** The same request for the same wallet each time: all but the first are replays. */
  static OneRequest repeated(Template template, Wallets wallets, long moves) {
    return new OneRequest(template, wallets, moves, true);
  }

  @Override
  public ByteBuffer begin(long count) {
    wallet = wallets.next();
    template.putWallets(request, wallets.id(wallet));
    template.putCounts(request, keyedByWallet ? wallet : count);
    return request;
  }

  @Override
  public ByteBuffer next(Answered answered) {
    if (answered.status() / 100 == 2) {
      outcome = Outcome.SUCCEEDED;
      if (moves != 0 && !answered.replayed()) {
        wallets.moved(wallet, moves);
      }
    } else {
      outcome = Outcome.ofUnapplied(answered);
    }
    return null;
  }

  @Override
  public Outcome outcome() {
    return outcome;
  }
}
