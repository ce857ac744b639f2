package io.holdfast.operation;

import io.holdfast.money.Amounts;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import java.util.Optional;

/**
 * The rules: what an operation does to a wallet, or why it may not happen.
 *
 * <p>One function of values, which the Redis script and the SQL functions are held against. The
 * first refusal in the order of {@link Refusal} is the answer.
 */
public final class Rules {
  private Rules() {}

  /** What the rules say. */
  public sealed interface Decision {}

  /**
   * It happens.
   *
   * @param amount what it does to the balance, signed
   * @param heldChange what it does to held, signed
   * @param hold the authorization after it, or null where it concerns none
   */
  public record Approved(long amount, long heldChange, HoldState hold) implements Decision {}

  /** It does not happen. */
  public record Declined(Refusal reason) implements Decision {}

  /**
   * What an operation is about beside its wallet.
   *
   * @param hold the authorization, where it concerns an existing one
   * @param refundable what of the original was not given back yet, where it is about one
   * @param depositPending whether the deposit is pending, where it completes one
   * @param nowMillis since 1970
   */
  public record Subject(
      Optional<HoldState> hold, long refundable, boolean depositPending, long nowMillis) {}

  /** Decides an operation that needs to know nothing but its wallet. */
  public static Decision decide(Operation operation, WalletState wallet) {
    return decide(operation, wallet, new Subject(Optional.empty(), 0, false, 0));
  }

  /** Decides an operation on a wallet that is the caller's and of the right currency. */
  public static Decision decide(Operation operation, WalletState wallet, Subject subject) {
    if (needsHold(operation.kind()) && subject.hold().isEmpty()) {
      return new Declined(Refusal.NOT_FOUND);
    }
    Optional<Refusal> barred = barred(operation, wallet);
    if (barred.isPresent()) {
      return new Declined(barred.get());
    }
    return switch (operation.kind()) {
      case AUTHORIZE -> authorize((Operation.Authorize) operation, wallet, subject);
      case DEBIT -> spend(operation, wallet);
      case INCREMENT, CAPTURE, VOID, EXPIRE -> onHold(operation, wallet, subject);
      case REFUND -> refund(operation, wallet, subject);
      case DEPOSIT -> deposit((Operation.Credit) operation, wallet, subject);
      case REWARD, MEMBERSHIP -> change(((Operation.Credit) operation).amount(), wallet);
      case ADJUSTMENT -> change(((Operation.Adjust) operation).amount(), wallet);
      case FENCE, RETRACT -> new Approved(0, 0, null);
      case TERMS -> terms((Operation.Terms) operation, wallet);
      case MOVE -> move(wallet, subject);
    };
  }

  private static boolean needsHold(OperationKind kind) {
    return kind.concernsHold() && kind != OperationKind.AUTHORIZE;
  }

  /** What the wallet's status forbids. */
  private static Optional<Refusal> barred(Operation operation, WalletState wallet) {
    boolean entersOrLeaves =
        switch (operation.kind()) {
          case AUTHORIZE, INCREMENT, DEBIT, DEPOSIT, REFUND, REWARD, MEMBERSHIP, ADJUSTMENT -> true;
          case MOVE -> true;
          case CAPTURE, VOID, EXPIRE, FENCE, RETRACT, TERMS -> false;
        };
    if (wallet.status() == WalletStatus.QUARANTINED) {
      return Optional.of(Refusal.WALLET_QUARANTINED);
    }
    if (wallet.status() == WalletStatus.CLOSED && entersOrLeaves) {
      return Optional.of(Refusal.WALLET_CLOSED);
    }
    boolean spends = operation.reserves() > 0 || operation.kind() == OperationKind.MOVE;
    if (wallet.status() == WalletStatus.FROZEN && spends) {
      return Optional.of(Refusal.WALLET_FROZEN);
    }
    return Optional.empty();
  }

  /** How much of what is asked can be had: all, what is there where less will do, or nothing. */
  private static long granted(Operation operation, WalletState wallet) {
    long available = wallet.available();
    if (operation.reserves() <= available) {
      return operation.reserves();
    }
    return operation.allowsPartial() && available > 0 ? available : 0;
  }

  private static Decision authorize(
      Operation.Authorize operation, WalletState wallet, Subject subject) {
    long granted = granted(operation, wallet);
    if (granted == 0) {
      return new Declined(Refusal.INSUFFICIENT_FUNDS);
    }
    long expiresAtMillis = subject.nowMillis() + operation.expiresInSeconds() * 1_000L;
    return new Approved(
        0, granted, new HoldState(granted, 0, 0, HoldStatus.AUTHORIZED, expiresAtMillis));
  }

  private static Decision spend(Operation operation, WalletState wallet) {
    long granted = granted(operation, wallet);
    return granted == 0
        ? new Declined(Refusal.INSUFFICIENT_FUNDS)
        : new Approved(-granted, 0, null);
  }

  private static Decision onHold(Operation operation, WalletState wallet, Subject subject) {
    HoldState hold = subject.hold().orElseThrow();
    boolean over = hold.expiresAtMillis() <= subject.nowMillis();
    if (!hold.status().isOpen() || over != (operation.kind() == OperationKind.EXPIRE)) {
      return new Declined(Refusal.AUTHORIZATION_NOT_OPEN);
    }
    if (operation instanceof Operation.Increment increment) {
      return increment(increment, hold, wallet);
    } else if (operation instanceof Operation.Capture capture) {
      return capture(capture, hold);
    } else if (operation instanceof Operation.VoidHold voided) {
      return release(voided.amount(), HoldStatus.VOIDED, hold);
    }
    return release(0, HoldStatus.EXPIRED, hold);
  }

  private static Decision increment(
      Operation.Increment increment, HoldState hold, WalletState wallet) {
    long amount = hold.amount() + increment.amount();
    if (amount > Amounts.MAX) {
      return new Declined(Refusal.AMOUNT_OUT_OF_RANGE);
    }
    if (increment.amount() > wallet.available()) {
      return new Declined(Refusal.INSUFFICIENT_FUNDS);
    }
    return new Approved(
        0,
        increment.amount(),
        new HoldState(
            amount, hold.captured(), hold.voided(), hold.status(), hold.expiresAtMillis()));
  }

  private static Decision capture(Operation.Capture capture, HoldState hold) {
    long take = capture.amount() == 0 ? hold.remaining() : capture.amount();
    if (take > hold.remaining()) {
      return new Declined(Refusal.CAPTURE_EXCEEDS_AUTHORIZATION);
    }
    long released = capture.isFinal() ? hold.remaining() - take : 0;
    boolean done = take + released == hold.remaining();
    HoldState after =
        new HoldState(
            hold.amount(),
            hold.captured() + take,
            hold.voided() + released,
            done ? HoldStatus.CAPTURED : HoldStatus.PARTIALLY_CAPTURED,
            hold.expiresAtMillis());
    return new Approved(-take, -take - released, after);
  }

  private static Decision release(long asked, HoldStatus whenDone, HoldState hold) {
    long give = asked == 0 ? hold.remaining() : asked;
    if (give > hold.remaining()) {
      return new Declined(Refusal.CAPTURE_EXCEEDS_AUTHORIZATION);
    }
    HoldState after =
        new HoldState(
            hold.amount(),
            hold.captured(),
            hold.voided() + give,
            give == hold.remaining() ? whenDone : hold.status(),
            hold.expiresAtMillis());
    return new Approved(0, -give, after);
  }

  private static Decision refund(Operation operation, WalletState wallet, Subject subject) {
    if (operation instanceof Operation.Credit credit) {
      return change(credit.amount(), wallet);
    }
    long asked = ((Operation.Refund) operation).amount();
    long give = asked == 0 ? subject.refundable() : asked;
    if (give == 0 || give > subject.refundable()) {
      return new Declined(Refusal.REFUND_EXCEEDS_ORIGINAL);
    }
    return change(give, wallet);
  }

  private static Decision deposit(Operation.Credit credit, WalletState wallet, Subject subject) {
    boolean completes = credit.source() != null && credit.source().kind() == Source.Kind.DEPOSIT;
    return completes && !subject.depositPending()
        ? new Declined(Refusal.DEPOSIT_NOT_PENDING)
        : change(credit.amount(), wallet);
  }

  /** For a moment the balance is what it would be after a refund; the end is as the beginning. */
  private static Decision move(WalletState wallet, Subject subject) {
    if (subject.refundable() == 0) {
      return new Declined(Refusal.REFUND_EXCEEDS_ORIGINAL);
    }
    return change(subject.refundable(), wallet) instanceof Declined tooMuch
        ? tooMuch
        : new Approved(0, 0, null);
  }

  /** Adds to the balance, or takes from it what is available. */
  private static Decision change(long amount, WalletState wallet) {
    if (amount > 0 && wallet.balance() + amount + wallet.creditLimit() > Amounts.MAX) {
      return new Declined(Refusal.AMOUNT_OUT_OF_RANGE);
    }
    if (amount < 0 && -amount > wallet.available()) {
      return new Declined(Refusal.INSUFFICIENT_FUNDS);
    }
    return new Approved(amount, 0, null);
  }

  private static Decision terms(Operation.Terms terms, WalletState wallet) {
    if (terms.creditLimit() != null && wallet.balance() + terms.creditLimit() > Amounts.MAX) {
      return new Declined(Refusal.AMOUNT_OUT_OF_RANGE);
    }
    boolean empty = wallet.balance() == 0 && wallet.held() == 0;
    if (terms.status() == WalletStatus.CLOSED && !empty) {
      return new Declined(Refusal.WALLET_NOT_EMPTY);
    }
    return new Approved(0, 0, null);
  }
}
