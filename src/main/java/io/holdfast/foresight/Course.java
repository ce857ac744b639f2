package io.holdfast.foresight;

import io.holdfast.operation.Rules.Approved;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;

/**
 * A wallet on its way through the operations of a batch, from what is known of it. Once an
 * operation cannot be decided ahead, none that comes later can. Amounts are minor units.
 */
public final class Course {
  private final KnownWallet from;
  private WalletState state;
  private boolean left;

  /** Begins with what is known, or with null if nothing is. */
  Course(KnownWallet from) {
    this.from = from;
    this.left = from == null;
    this.state =
        from == null
            ? null
            : new WalletState(
                from.balance(),
                from.held(),
                from.creditLimit(),
                WalletStatus.ACTIVE,
                from.version());
  }

  /** Goes on by what the rules approved of, and returns where it is then. */
  WalletState goOn(Approved approved) {
    state =
        new WalletState(
            state.balance() + approved.amount(),
            state.held() + approved.heldChange(),
            state.creditLimit(),
            state.status(),
            state.version() + 1);
    return state;
  }

  /** No more of its operations can be decided ahead. */
  void leave() {
    left = true;
  }

  boolean isLeft() {
    return left;
  }

  /** Whether the batch changes it. */
  boolean hasMoved() {
    return from != null && state.version() > from.version();
  }

  /** As it is known, also while the batch is not committed yet. */
  public KnownWallet from() {
    return from;
  }

  /** After what was decided so far; active, since all others are PostgreSQL's to decide. */
  public WalletState state() {
    return state;
  }

  /** Committed: from now on this is what is known. */
  void arrive() {
    from.became(
        state.version(),
        state.version() - from.version(),
        state.balance(),
        state.held(),
        state.creditLimit());
  }
}
