package io.holdfast.foresight;

import io.holdfast.operation.Details;
import io.holdfast.operation.HoldState;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Operation.Adjust;
import io.holdfast.operation.Operation.Authorize;
import io.holdfast.operation.Operation.Credit;
import io.holdfast.operation.Operation.Debit;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Rules.Approved;
import io.holdfast.operation.Source;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;

/**
 * An operation that was decided ahead: what it does, and its wallet after it.
 *
 * @param place of the operation in its batch, from 0
 * @param course of its wallet through the batch
 * @param approved what the rules say that it does
 * @param after the wallet after it
 * @param hold the authorization before it, or null where it is about none or makes one
 */
public record Step(
    int place,
    Operation operation,
    Course course,
    Approved approved,
    WalletState after,
    KnownHold hold) {

  /** The wallet's version after it. */
  public long sequence() {
    return after.version();
  }

  /** What it does to the available balance by moving or holding money, signed, in minor units. */
  public long gain() {
    return approved.amount() - approved.heldChange();
  }

  /** Number of the location it belongs to: a capture is where its authorization was. */
  public int location() {
    return hold == null ? operation.details().location() : hold.state().location();
  }

  /** Number of the house account on its other side. */
  public long house() {
    if (hold != null) {
      return hold.house();
    } else if (operation instanceof Authorize authorize) {
      return authorize.house();
    } else if (operation instanceof Debit debit) {
      return debit.house();
    } else if (operation instanceof Credit credit) {
      return credit.house();
    } else if (operation instanceof Adjust adjust) {
      return adjust.house();
    }
    throw new IllegalStateException(operation.kind() + " cannot be decided ahead");
  }

  /** Sequence of the authorization or number of the source it is about, or null. */
  public Long target() {
    if (hold != null) {
      return Ids.sequence(hold.state().id());
    } else if (operation instanceof Authorize) {
      return sequence();
    }
    Source source = operation.source();
    return source == null ? null : (Long) source.number();
  }

  /** What it is answered with, once it is committed at this moment. */
  public Receipt receipt(long committedMillis) {
    if (hold != null) {
      return changed(hold.state());
    } else if (operation instanceof Authorize authorize) {
      return made(authorize, committedMillis);
    }
    Details details = operation.details();
    return new Receipt.Transaction(
        Ids.movement(committedMillis, operation.wallet(), sequence()),
        operation.target().id(),
        operation.kind(),
        approved.amount(),
        course.from().currency(),
        details.location(),
        details.reference(),
        details.note(),
        null,
        null,
        operation.source(),
        details.metadata(),
        operation.origin().actor(),
        committedMillis,
        after.asBalance());
  }

  private Receipt.Authorization made(Authorize authorize, long committedMillis) {
    HoldState made = approved.hold();
    return new Receipt.Authorization(
        Ids.movement(committedMillis, operation.wallet(), sequence()),
        authorize.target().id(),
        made.status(),
        made.amount(),
        authorize.requested(),
        made.captured(),
        made.voided(),
        course.from().currency(),
        authorize.details().location(),
        authorize.details().reference(),
        authorize.details().metadata(),
        committedMillis + 1_000L * authorize.expiresInSeconds(),
        committedMillis,
        after.asBalance());
  }

  private Receipt.Authorization changed(Receipt.Authorization before) {
    HoldState now = approved.hold();
    return new Receipt.Authorization(
        before.id(),
        before.walletId(),
        now.status(),
        now.amount(),
        before.requested(),
        now.captured(),
        now.voided(),
        before.currency(),
        before.location(),
        before.reference(),
        before.metadata(),
        before.expiresAtMillis(),
        before.createdAtMillis(),
        after.asBalance());
  }
}
