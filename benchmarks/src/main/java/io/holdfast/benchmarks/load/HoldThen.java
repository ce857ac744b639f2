package io.holdfast.benchmarks.load;

import java.nio.ByteBuffer;

/** A hold, and when it is answered its capture or its void. */
final class HoldThen implements Unit {
  private final Template hold;
  private final Template end;
  private final Wallets wallets;
  private final long moves;
  private final ByteBuffer holdRequest;
  private final ByteBuffer endRequest;
  private final byte[] id = new byte[Template.ID_LENGTH];
  private long count;
  private int wallet;
  private boolean held;
  private Outcome outcome = Outcome.FAILED;

  /**
   * Both on one connection.
   *
   * @param moves what the second request does to the balance, in minor units
   */
  HoldThen(Template hold, Template end, Wallets wallets, long moves) {
    this.hold = hold;
    this.end = end;
    this.wallets = wallets;
    this.moves = moves;
    this.holdRequest = hold.newRequest();
    this.endRequest = end.newRequest();
  }

  @Override
  public ByteBuffer begin(long newCount) {
    count = newCount;
    held = false;
    wallet = wallets.next();
    hold.putWallets(holdRequest, wallets.id(wallet));
    hold.putCounts(holdRequest, count);
    return holdRequest;
  }

  @Override
  public ByteBuffer next(Answered answered) {
    if (answered.status() / 100 != 2) {
      // A hold that was not ended is there until it expires: that is no refusal of the pair.
      outcome = held ? Outcome.FAILED : Outcome.ofUnapplied(answered);
      return null;
    }
    if (held) {
      outcome = Outcome.SUCCEEDED;
      wallets.moved(wallet, moves);
      return null;
    }
    held = true;
    if (!answered.copyId(id)) {
      outcome = Outcome.FAILED;
      return null;
    }
    end.putIds(endRequest, id);
    end.putCounts(endRequest, count);
    return endRequest;
  }

  @Override
  public Outcome outcome() {
    return outcome;
  }
}
