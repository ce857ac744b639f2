package io.holdfast.operation;

import io.holdfast.operation.Rules.Approved;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A wallet of the {@link InMemoryBook}, with all that was ever done to it. */
final class NaiveAccount {
  final int business;
  final WalletRef ref;
  private final Map<UUID, InMemoryBook.Change> byKey = new HashMap<>();
  private final Map<Long, Hold> holds = new TreeMap<>();
  private final Map<Long, Movement> movements = new HashMap<>();
  private WalletState state;
  private long changedAtMillis;

  /**
   * @param payment sequence of the hold or debit that it is about
   */
  record Movement(
      OperationKind kind,
      long amount,
      int location,
      String reference,
      long createdAtMillis,
      long refunded,
      long payment) {
    long refundable() {
      boolean spent = kind == OperationKind.DEBIT || kind == OperationKind.CAPTURE;
      return spent ? -amount - refunded : 0;
    }

    Movement refunding(long more) {
      return new Movement(
          kind, amount, location, reference, createdAtMillis, refunded + more, payment);
    }
  }

  record Hold(HoldState state, long requested, Details details, long createdAtMillis) {
    Hold with(HoldState other) {
      return new Hold(other, requested, details, createdAtMillis);
    }
  }

  NaiveAccount(int business, WalletRef ref, long creditLimit) {
    this.business = business;
    this.ref = ref;
    this.state = new WalletState(0, 0, creditLimit, WalletStatus.ACTIVE, 1);
  }

  WalletState state() {
    return state;
  }

  /** What took a key, or null. */
  InMemoryBook.Change taken(UUID key) {
    return byKey.get(key);
  }

  /** The authorization that an operation is about, if there is one. */
  Optional<Hold> hold(Operation operation) {
    MovementRef asked = Parts.holdRef(operation);
    return asked == null
        ? Optional.empty()
        : Optional.ofNullable(holds.get(asked.sequence()))
            .filter(it -> it.createdAtMillis() == asked.millis());
  }

  /** The movement that is meant, if there is one. */
  Optional<Movement> movement(MovementRef asked) {
    return Optional.ofNullable(movements.get(asked.sequence()))
        .filter(it -> it.createdAtMillis() == asked.millis());
  }

  /** Sequence of the hold or debit that an operation is about. */
  long payment(Operation operation) {
    if (Parts.holdRef(operation) != null) {
      return Parts.holdRef(operation).sequence();
    } else if (operation instanceof Operation.Refund refund) {
      return movements.get(refund.original().sequence()).payment();
    }
    return state.version() + 1;
  }

  /** Every authorization as it is now, the oldest first. */
  List<Receipt.Authorization> authorizations() {
    return holds.entrySet().stream().map(it -> authorization(it.getKey(), it.getValue())).toList();
  }

  /** The sum of all that was done to it. */
  WalletState sums() {
    long balance = movements.values().stream().mapToLong(Movement::amount).sum();
    long held = holds.values().stream().mapToLong(it -> it.state().remaining()).sum();
    return new WalletState(balance, held, state.creditLimit(), state.status(), byKey.size() + 1L);
  }

  /** Sets the end of a hold's time. */
  void end(long sequence, long atMillis) {
    holds.computeIfPresent(
        sequence,
        (same, it) -> {
          HoldState s = it.state();
          return it.with(new HoldState(s.amount(), s.captured(), s.voided(), s.status(), atMillis));
        });
  }

  /** Applies what the rules approved of. */
  Receipt apply(Operation operation, Approved approved, long nowMillis) {
    Optional<Hold> before = hold(operation);
    advance(approved.amount(), approved.heldChange(), nowMillis);
    if (operation instanceof Operation.Terms terms) {
      state =
          new WalletState(
              state.balance(),
              state.held(),
              terms.creditLimit() == null ? state.creditLimit() : terms.creditLimit(),
              terms.status() == null ? state.status() : terms.status(),
              state.version());
    }
    Receipt receipt = receipt(operation, approved, before);
    took(operation, operation.kind(), receipt);
    return receipt;
  }

  /** Gives a payment back, and takes it again for something else. */
  Receipt move(Operation.Move move, long amount, long nowMillis) {
    long balance = state.balance();
    Movement original = movements.get(move.original().sequence());
    movements.put(move.original().sequence(), original.refunding(amount));
    Details details = move.details();
    int location = move.house() == 0 ? original.location() : details.location();
    Details from = new Details(original.location(), original.reference(), details.note(), null);
    Details to = new Details(location, details.reference(), details.note(), null);
    Receipt.Transaction refund =
        half(move, OperationKind.REFUND, amount, from, move.original().id(), nowMillis);
    Receipt.Transaction debit = half(move, OperationKind.DEBIT, -amount, to, null, nowMillis);
    if (state.balance() != balance) {
      throw new AssertionError("a move changed the balance: " + move);
    }
    Receipt receipt = new Receipt.Move(refund, debit);
    took(move, OperationKind.DEBIT, receipt);
    return receipt;
  }

  private Receipt.Transaction half(
      Operation.Move move,
      OperationKind kind,
      long amount,
      Details details,
      UUID refunds,
      long nowMillis) {
    advance(amount, 0, nowMillis);
    keep(kind, amount, details.location(), details.reference(), state.version());
    return transaction(move, kind, amount, details, refunds);
  }

  private void advance(long amount, long heldChange, long nowMillis) {
    state =
        new WalletState(
            state.balance() + amount,
            state.held() + heldChange,
            state.creditLimit(),
            state.status(),
            state.version() + 1);
    changedAtMillis = Math.max(nowMillis, changedAtMillis);
  }

  private void took(Operation operation, OperationKind kind, Receipt receipt) {
    byKey.put(
        operation.origin().key().hash(),
        new InMemoryBook.Change(kind, operation.origin().fingerprint(), state.version(), receipt));
  }

  private Receipt receipt(Operation operation, Approved approved, Optional<Hold> before) {
    MovementRef ofHold = Parts.holdRef(operation);
    long subject = ofHold == null ? state.version() : ofHold.sequence();
    Details details = Parts.details(operation);
    UUID refunds = null;
    if (operation instanceof Operation.Refund refund) {
      refunds = refund.original().id();
      Movement original = movements.get(refund.original().sequence());
      movements.put(refund.original().sequence(), original.refunding(approved.amount()));
      details =
          new Details(original.location(), details.reference(), details.note(), details.metadata());
    }
    if (approved.amount() != 0) {
      String reference = before.map(it -> it.details().reference()).orElse(details.reference());
      keep(operation.kind(), approved.amount(), details.location(), reference, subject);
    }
    if (approved.hold() != null) {
      Hold hold =
          before
              .map(it -> it.with(approved.hold()))
              .orElseGet(
                  () ->
                      new Hold(
                          approved.hold(),
                          ((Operation.Authorize) operation).requested(),
                          Parts.details(operation),
                          changedAtMillis));
      holds.put(subject, hold);
      return authorization(subject, hold);
    }
    return operation.kind().transactionType() == null
        ? null
        : transaction(operation, operation.kind(), approved.amount(), details, refunds);
  }

  private void keep(OperationKind kind, long amount, int location, String reference, long payment) {
    movements.put(
        state.version(),
        new Movement(kind, amount, location, reference, changedAtMillis, 0, payment));
  }

  /** The receipt of the newest change. */
  private Receipt.Transaction transaction(
      Operation operation, OperationKind kind, long amount, Details details, UUID refunds) {
    return new Receipt.Transaction(
        Ids.movement(changedAtMillis, ref.number(), state.version()),
        ref.id(),
        kind,
        amount,
        ref.currency(),
        details.location(),
        details.reference(),
        details.note(),
        null,
        refunds,
        operation.source(),
        details.metadata(),
        operation.origin().actor(),
        changedAtMillis,
        state.asBalance());
  }

  private Receipt.Authorization authorization(long sequence, Hold hold) {
    HoldState now = hold.state();
    return new Receipt.Authorization(
        Ids.movement(hold.createdAtMillis(), ref.number(), sequence),
        ref.id(),
        now.status(),
        now.amount(),
        hold.requested(),
        now.captured(),
        now.voided(),
        ref.currency(),
        hold.details().location(),
        hold.details().reference(),
        hold.details().metadata(),
        now.expiresAtMillis(),
        hold.createdAtMillis(),
        state.asBalance());
  }
}
