package io.holdfast.foresight;

import io.holdfast.operation.Rules.Approved;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * A wallet on its way through the operations of a batch, from what is known of it. Once an
 * operation cannot be decided ahead, none that comes later can. Amounts are minor units.
 */
public final class Course {
  private final KnownWallet from;
  private WalletState state;
  private boolean left;
  private int place = -1;

  private final Met keys = new Met();
  private final Met holds = new Met();

  /** What has been met so far: most wallets are in a batch once, and need no set. */
  private static final class Met {
    private UUID first;
    private Set<UUID> all;

    boolean add(UUID id) {
      if (first == null) {
        first = id;
        return true;
      }
      if (all == null) {
        all = new HashSet<>();
        all.add(first);
      }
      return all.add(id);
    }
  }

  /** Begins with what is known. */
  Course(KnownWallet from) {
    this.from = from;
    this.state =
        new WalletState(
            from.balance(), from.held(), from.creditLimit(), WalletStatus.ACTIVE, from.version());
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

  /** Whether no operation of the batch has had this key before. */
  boolean meetsKey(UUID key) {
    return keys.add(key);
  }

  /** Whether no operation of the batch was about this authorization before. */
  boolean meetsHold(UUID hold) {
    return holds.add(hold);
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
    return state.version() > from.version();
  }

  /** As it is known, also while the batch is not committed yet. */
  public KnownWallet from() {
    return from;
  }

  /** After what was decided so far; active, since all others are PostgreSQL's to decide. */
  public WalletState state() {
    return state;
  }

  /** Among the wallets that the batch changes, from 0. */
  public int place() {
    return place;
  }

  void stand(int at) {
    place = at;
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
