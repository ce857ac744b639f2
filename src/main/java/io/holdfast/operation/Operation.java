package io.holdfast.operation;

import io.holdfast.wallet.WalletStatus;

/**
 * A command on one wallet. Amounts are minor units, 1 to 2^53 - 1 unless said otherwise.
 *
 * <p>An operation with {@link #reserves()} above zero lowers what is available: it goes through the
 * gate first and to the ledger second. All others go to the ledger first.
 */
public sealed interface Operation {
  Origin origin();

  OperationKind kind();

  /** Number of the wallet it changes. */
  long wallet();

  /** What has to be taken from the available balance before the ledger is asked; 0 for nothing. */
  default long reserves() {
    return 0;
  }

  /** Whether less than {@link #reserves()} will do, down to 1. */
  default boolean allowsPartial() {
    return false;
  }

  /** The wallet as the request names it, or null where it names something of the wallet. */
  default WalletRef target() {
    return null;
  }

  /** What the request says about it beside the money. */
  default Details details() {
    return Details.NONE;
  }

  /** What makes it happen beside a request, or null. */
  default Source source() {
    return null;
  }

  /** The same operation under another attempt's key. */
  Operation withOrigin(Origin origin);

  /** The same operation for less than was asked; only where {@link #allowsPartial()}. */
  default Operation taking(long amount) {
    throw new IllegalStateException(kind() + " is never partial");
  }

  /**
   * Holds {@code amount} of the available balance for a later capture.
   *
   * @param requested what the caller asked for; more than amount after a partial approval
   * @param expiresInSeconds 1 to 2,678,400
   * @param house number of the house account a capture will credit
   */
  record Authorize(
      Origin origin,
      WalletRef target,
      long amount,
      long requested,
      boolean allowsPartial,
      int expiresInSeconds,
      Details details,
      long house)
      implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.AUTHORIZE;
    }

    @Override
    public long wallet() {
      return target.number();
    }

    @Override
    public long reserves() {
      return amount;
    }

    @Override
    public Authorize taking(long less) {
      return new Authorize(
          origin, target, less, requested, allowsPartial, expiresInSeconds, details, house);
    }

    @Override
    public Authorize withOrigin(Origin other) {
      return new Authorize(
          other, target, amount, requested, allowsPartial, expiresInSeconds, details, house);
    }
  }

  /** Raises the amount of an open hold. */
  record Increment(Origin origin, MovementRef hold, long amount) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.INCREMENT;
    }

    @Override
    public long wallet() {
      return hold.wallet();
    }

    @Override
    public long reserves() {
      return amount;
    }

    @Override
    public Increment withOrigin(Origin other) {
      return new Increment(other, hold, amount);
    }
  }

  /**
   * Spends from a hold.
   *
   * @param amount 0 for all that remains
   * @param isFinal releases what it does not take
   */
  record Capture(Origin origin, MovementRef hold, long amount, boolean isFinal)
      implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.CAPTURE;
    }

    @Override
    public long wallet() {
      return hold.wallet();
    }

    @Override
    public Capture withOrigin(Origin other) {
      return new Capture(other, hold, amount, isFinal);
    }
  }

  /**
   * Gives back what a hold set aside.
   *
   * @param amount 0 for all that remains
   */
  record VoidHold(Origin origin, MovementRef hold, long amount) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.VOID;
    }

    @Override
    public long wallet() {
      return hold.wallet();
    }

    @Override
    public VoidHold withOrigin(Origin other) {
      return new VoidHold(other, hold, amount);
    }
  }

  /** Releases a hold whose time is over; refused while it is not. */
  record Expire(Origin origin, MovementRef hold) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.EXPIRE;
    }

    @Override
    public long wallet() {
      return hold.wallet();
    }

    @Override
    public Expire withOrigin(Origin other) {
      return new Expire(other, hold);
    }
  }

  /**
   * Spends in one step.
   *
   * @param house number of the house account it credits
   */
  record Debit(
      Origin origin,
      WalletRef target,
      long amount,
      boolean allowsPartial,
      Details details,
      long house)
      implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.DEBIT;
    }

    @Override
    public long wallet() {
      return target.number();
    }

    @Override
    public long reserves() {
      return amount;
    }

    @Override
    public Debit taking(long less) {
      return new Debit(origin, target, less, allowsPartial, details, house);
    }

    @Override
    public Debit withOrigin(Origin other) {
      return new Debit(other, target, amount, allowsPartial, details, house);
    }
  }

  /**
   * Adds to the balance.
   *
   * @param kind DEPOSIT, REFUND (of a sale not in this ledger), REWARD or MEMBERSHIP
   * @param house number of the house account it debits
   * @param source what made it happen, or null for the request itself
   */
  record Credit(
      Origin origin,
      OperationKind kind,
      WalletRef target,
      long amount,
      Details details,
      long house,
      Source source)
      implements Operation {
    /** A credit that is just asked for. */
    public Credit(
        Origin origin,
        OperationKind kind,
        WalletRef target,
        long amount,
        Details details,
        long house) {
      this(origin, kind, target, amount, details, house, null);
    }

    @Override
    public long wallet() {
      return target.number();
    }

    @Override
    public Credit withOrigin(Origin other) {
      return new Credit(other, kind, target, amount, details, house, source);
    }
  }

  /**
   * Gives back a debit or capture, or a part of it.
   *
   * @param amount 0 for all that was not refunded yet
   * @param undoes whether the original shall be as if it had never been: then it does not count
   *     towards limits any more
   */
  record Refund(Origin origin, MovementRef original, long amount, Details details, boolean undoes)
      implements Operation {
    /** A refund as a client gets it, of what was bought and stays counted. */
    public Refund(Origin origin, MovementRef original, long amount, Details details) {
      this(origin, original, amount, details, false);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.REFUND;
    }

    @Override
    public long wallet() {
      return original.wallet();
    }

    @Override
    public Refund withOrigin(Origin other) {
      return new Refund(other, original, amount, details, undoes);
    }
  }

  /**
   * Moves a payment from one sale or appointment to another: gives back what is left of it, and
   * spends as much for the other one, in one commit. What is available does not change by it.
   *
   * @param original a debit or capture
   * @param details reference of what it is moved to; location 0 with house 0 for that of the
   *     original
   * @param house number of the house account that the new debit credits, 0 for the original's
   */
  record Move(Origin origin, MovementRef original, Details details, long house)
      implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.MOVE;
    }

    @Override
    public long wallet() {
      return original.wallet();
    }

    @Override
    public Move withOrigin(Origin other) {
      return new Move(other, original, details, house);
    }
  }

  /**
   * A correction by hand.
   *
   * @param amount signed, not 0
   * @param house number of the house account on its other side
   * @param source what made it happen, or null for the request itself
   */
  record Adjust(
      Origin origin, WalletRef target, long amount, Details details, long house, Source source)
      implements Operation {
    /** A correction that is just asked for. */
    public Adjust(Origin origin, WalletRef target, long amount, Details details, long house) {
      this(origin, target, amount, details, house, null);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.ADJUSTMENT;
    }

    @Override
    public long wallet() {
      return target.number();
    }

    @Override
    public long reserves() {
      return amount < 0 ? -amount : 0;
    }

    @Override
    public Adjust withOrigin(Origin other) {
      return new Adjust(other, target, amount, details, house, source);
    }
  }

  /**
   * Makes sure that nothing ever commits under a key that has not committed yet.
   *
   * @param kind FENCE to block the key for good, RETRACT to block this attempt only
   */
  record Block(Origin origin, OperationKind kind, long wallet) implements Operation {
    @Override
    public Block withOrigin(Origin other) {
      return new Block(other, kind, wallet);
    }
  }

  /**
   * A change of what the wallet may do.
   *
   * @param status code of the new status, or null to leave it
   * @param creditLimit 0 to 2^53 - 1, or null to leave it
   */
  record Terms(Origin origin, WalletRef target, WalletStatus status, Long creditLimit)
      implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.TERMS;
    }

    @Override
    public long wallet() {
      return target.number();
    }

    @Override
    public Terms withOrigin(Origin other) {
      return new Terms(other, target, status, creditLimit);
    }
  }
}
