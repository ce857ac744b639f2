package io.holdfast.operation;

import io.holdfast.operation.Rules.Approved;
import io.holdfast.wallet.Balance;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The naive book: {@link Rules} over hash maps, one operation after another. What it answers is
 * what the real one has to answer, to the last field.
 *
 * <p>Ids and times are made from a clock that stands still until it is set; set to the time at
 * which the real book made something, it makes the same. Confined to one thread.
 */
public final class InMemoryBook {
  private final TreeMap<Long, Account> accounts = new TreeMap<>();
  private final Map<String, Declined> declines = new HashMap<>();
  private final NaiveLimits limits = new NaiveLimits();
  private final Set<Long> pendingDeposits = new HashSet<>();
  private long nowMillis = 1;

  private record Declined(long fingerprint, Refusal reason, long available) {}

  /**
   * What took a key.
   *
   * @param sequence of the change in its wallet
   */
  public record Change(OperationKind kind, long fingerprint, long sequence, Receipt receipt) {}

  private record Movement(
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

  private record Hold(HoldState state, long requested, Details details, long createdAtMillis) {
    Hold with(HoldState other) {
      return new Hold(other, requested, details, createdAtMillis);
    }
  }

  private static final class Account {
    final int business;
    final WalletRef ref;
    final Map<UUID, Change> byKey = new HashMap<>();
    final Map<Long, Hold> holds = new TreeMap<>();
    final Map<Long, Movement> movements = new HashMap<>();
    WalletState state;
    long changedAtMillis;

    Account(int business, WalletRef ref, long creditLimit) {
      this.business = business;
      this.ref = ref;
      this.state = new WalletState(0, 0, creditLimit, WalletStatus.ACTIVE, 1);
    }
  }

  /** Adds a wallet as it is right after it was opened. */
  public void open(int business, WalletRef ref, long creditLimit) {
    accounts.put(ref.number(), new Account(business, ref, creditLimit));
  }

  /** Makes a deposit pending. */
  public void pend(Source deposit) {
    pendingDeposits.add(deposit.number());
  }

  /** Drops a pending deposit. */
  public void cancel(Source deposit) {
    pendingDeposits.remove(deposit.number());
  }

  /** Sets the clock, in milliseconds since 1970. */
  public void clock(long millis) {
    nowMillis = millis;
  }

  /** Sets the end of a hold's time. */
  public void end(UUID hold, long atMillis) {
    accounts
        .get(Ids.number(hold))
        .holds
        .computeIfPresent(
            Ids.sequence(hold),
            (sequence, it) -> {
              HoldState s = it.state();
              return it.with(
                  new HoldState(s.amount(), s.captured(), s.voided(), s.status(), atMillis));
            });
  }

  /** Forgets what was declined, as the loss of Redis does. */
  public void forgetDeclines() {
    declines.clear();
  }

  /** The wallet as it is. */
  public WalletState state(long wallet) {
    return accounts.get(wallet).state;
  }

  /** What took a key in a wallet, if anything did. */
  public Optional<Change> taken(long wallet, UUID key) {
    return Optional.ofNullable(accounts.get(wallet).byKey.get(key));
  }

  /** Numbers of all wallets. */
  public Collection<Long> wallets() {
    return accounts.keySet();
  }

  /** Every authorization of a wallet as it is now, the oldest first. */
  public List<Receipt.Authorization> authorizations(long wallet) {
    Account account = accounts.get(wallet);
    return account.holds.entrySet().stream()
        .map(it -> authorization(account, it.getKey(), it.getValue()))
        .toList();
  }

  /** A wallet as the sum of all that was done to it, which is what it has to be. */
  public WalletState sums(long wallet) {
    Account account = accounts.get(wallet);
    long balance = 0;
    for (Movement movement : account.movements.values()) {
      balance += movement.amount();
    }
    long held = 0;
    for (Hold hold : account.holds.values()) {
      held += hold.state().remaining();
    }
    WalletState now = account.state;
    return new WalletState(
        balance, held, now.creditLimit(), now.status(), account.byKey.size() + 1L);
  }

  /** Whether there is such a wallet, and it is the one that the operation names. */
  public boolean knows(Operation operation) {
    Account account = accounts.get(operation.wallet());
    WalletRef named = Parts.named(operation);
    return account != null
        && account.business == operation.origin().business()
        && (named == null || named.id().equals(account.ref.id()));
  }

  /** The limits of its businesses; none at first. */
  public NaiveLimits limits() {
    return limits;
  }

  /** Decides an operation and applies it. */
  public Answer submit(Operation operation) {
    if (!knows(operation)) {
      return new Answer.Refused(Refusal.NOT_FOUND, 0, false);
    }
    Account account = accounts.get(operation.wallet());
    Change earlier = account.byKey.get(operation.origin().key().hash());
    if (earlier != null) {
      return repeated(operation, earlier);
    }
    if (operation.reserves() > 0) {
      Declined declined = declines.get(declineKey(operation));
      if (declined != null) {
        return operation.origin().isSame(declined.fingerprint())
            ? new Answer.Refused(declined.reason(), declined.available(), true)
            : new Answer.KeyReused();
      }
    }
    return decide(operation, account);
  }

  private Answer repeated(Operation operation, Change earlier) {
    if (earlier.kind() == OperationKind.FENCE) {
      return new Answer.Refused(Refusal.OPERATION_FENCED, 0, false);
    } else if (earlier.kind() == OperationKind.RETRACT) {
      return submit(operation.withOrigin(operation.origin().nextAttempt()));
    }
    return operation.origin().isSame(earlier.fingerprint())
        ? new Answer.Done(earlier.receipt(), true)
        : new Answer.KeyReused();
  }

  private Answer decide(Operation operation, Account account) {
    Optional<Hold> hold = hold(operation, account);
    long refundable = 0;
    MovementRef ref = Parts.original(operation);
    if (ref != null) {
      Movement original = account.movements.get(ref.sequence());
      if (original == null || original.createdAtMillis() != ref.millis()) {
        return new Answer.Refused(Refusal.NOT_FOUND, 0, false);
      }
      refundable = original.refundable();
    }
    boolean otherCurrency =
        Parts.named(operation) != null
            && operation.kind() != OperationKind.TERMS
            && !Parts.named(operation).currency().equals(account.ref.currency());
    Rules.Decision decision =
        otherCurrency
            ? new Rules.Declined(Refusal.CURRENCY_MISMATCH)
            : Rules.decide(
                operation,
                account.state,
                new Rules.Subject(
                    hold.map(Hold::state), refundable, pending(operation), nowMillis));
    if (decision instanceof Rules.Declined declined) {
      return refused(operation, declined.reason(), account.state.available());
    }
    return operation instanceof Operation.Move move
        ? move(move, account, refundable)
        : limited(operation, account, (Approved) decision, hold);
  }

  private Answer limited(
      Operation operation, Account account, Approved approved, Optional<Hold> hold) {
    int location = hold.map(Hold::details).orElse(Parts.details(operation)).location();
    long granted = approved.heldChange() - approved.amount();
    boolean spends = operation.reserves() > 0 && operation.kind() != OperationKind.ADJUSTMENT;
    long room = spends ? limits.room(operation, location, granted) : granted;
    if (room == 0 && spends) {
      return refused(operation, Refusal.VELOCITY_EXCEEDED, account.state.available());
    }
    Approved less =
        room == granted
            ? approved
            : (Approved) Rules.decide(operation.taking(room), account.state, now());
    limits.applied(operation, less, location, payment(operation, account));
    return apply(operation, account, less, hold);
  }

  private Rules.Subject now() {
    return new Rules.Subject(Optional.empty(), 0, true, nowMillis);
  }

  /** Sequence of the hold or debit that an operation is about. */
  private static long payment(Operation operation, Account account) {
    if (Parts.holdRef(operation) != null) {
      return Parts.holdRef(operation).sequence();
    } else if (operation instanceof Operation.Refund refund) {
      return account.movements.get(refund.original().sequence()).payment();
    }
    return account.state.version() + 1;
  }

  private boolean pending(Operation operation) {
    return operation.source() != null && pendingDeposits.contains(operation.source().number());
  }

  private Answer move(Operation.Move move, Account account, long amount) {
    Movement original = account.movements.get(move.original().sequence());
    Details details = move.details();
    boolean stays = move.house() == 0;
    int location = stays ? original.location() : details.location();
    account.movements.put(move.original().sequence(), original.refunding(amount));
    WalletState before = account.state;
    advance(account, amount);
    Details from = new Details(original.location(), original.reference(), details.note(), null);
    Receipt.Transaction refund =
        transaction(move, OperationKind.REFUND, account, amount, from, move.original().id());
    advance(account, -amount);
    Details to = new Details(location, details.reference(), details.note(), null);
    Receipt.Transaction debit = transaction(move, OperationKind.DEBIT, account, -amount, to, null);
    if (account.state.balance() != before.balance()) {
      throw new AssertionError("a move changed the balance: " + move);
    }
    Receipt receipt = new Receipt.Move(refund, debit);
    account.byKey.put(
        move.origin().key().hash(),
        new Change(
            OperationKind.DEBIT, move.origin().fingerprint(), account.state.version(), receipt));
    return new Answer.Done(receipt, false);
  }

  private void advance(Account account, long amount) {
    WalletState before = account.state;
    account.state =
        new WalletState(
            before.balance() + amount,
            before.held(),
            before.creditLimit(),
            before.status(),
            before.version() + 1);
    account.changedAtMillis = Math.max(nowMillis, account.changedAtMillis);
  }

  private static Receipt.Transaction transaction(
      Operation operation,
      OperationKind kind,
      Account account,
      long amount,
      Details details,
      UUID refunds) {
    long sequence = account.state.version();
    account.movements.put(
        sequence,
        new Movement(
            kind,
            amount,
            details.location(),
            details.reference(),
            account.changedAtMillis,
            0,
            sequence));
    return new Receipt.Transaction(
        Ids.movement(account.changedAtMillis, account.ref.number(), sequence),
        account.ref.id(),
        kind,
        amount,
        account.ref.currency(),
        details.location(),
        details.reference(),
        details.note(),
        null,
        refunds,
        null,
        details.metadata(),
        operation.origin().actor(),
        account.changedAtMillis,
        balance(account));
  }

  private Answer refused(Operation operation, Refusal reason, long available) {
    if (operation.reserves() > 0 && reason.isDecline()) {
      declines.put(
          declineKey(operation), new Declined(operation.origin().fingerprint(), reason, available));
    }
    return new Answer.Refused(reason, available, false);
  }

  private Answer apply(
      Operation operation, Account account, Approved approved, Optional<Hold> hold) {
    WalletState before = account.state;
    WalletState after =
        new WalletState(
            before.balance() + approved.amount(),
            before.held() + approved.heldChange(),
            before.creditLimit(),
            before.status(),
            before.version() + 1);
    if (operation instanceof Operation.Terms terms) {
      after =
          new WalletState(
              after.balance(),
              after.held(),
              terms.creditLimit() == null ? after.creditLimit() : terms.creditLimit(),
              terms.status() == null ? after.status() : terms.status(),
              after.version());
    }
    if (operation.kind() == OperationKind.DEPOSIT && operation.source() != null) {
      pendingDeposits.remove(operation.source().number());
    }
    account.state = after;
    account.changedAtMillis = Math.max(nowMillis, account.changedAtMillis);
    Receipt receipt = receipt(operation, account, approved, hold);
    account.byKey.put(
        operation.origin().key().hash(),
        new Change(
            operation.kind(), operation.origin().fingerprint(), account.state.version(), receipt));
    return new Answer.Done(receipt, false);
  }

  private static Receipt receipt(
      Operation operation, Account account, Approved approved, Optional<Hold> before) {
    long sequence = account.state.version();
    Details details = Parts.details(operation);
    int location = details.location();
    if (approved.amount() != 0) {
      if (operation instanceof Operation.Refund refund) {
        Movement original = account.movements.get(refund.original().sequence());
        location = original.location();
        account.movements.put(refund.original().sequence(), original.refunding(approved.amount()));
      }
      account.movements.put(
          sequence,
          new Movement(
              operation.kind(),
              approved.amount(),
              location,
              before.map(it -> it.details().reference()).orElse(details.reference()),
              account.changedAtMillis,
              0,
              Parts.holdRef(operation) == null ? sequence : Parts.holdRef(operation).sequence()));
    }
    if (approved.hold() != null) {
      long at =
          operation.kind() == OperationKind.AUTHORIZE
              ? sequence
              : Parts.holdRef(operation).sequence();
      Hold hold =
          before
              .map(it -> it.with(approved.hold()))
              .orElseGet(
                  () ->
                      new Hold(
                          approved.hold(),
                          ((Operation.Authorize) operation).requested(),
                          details,
                          account.changedAtMillis));
      account.holds.put(at, hold);
      return authorization(account, at, hold);
    }
    return operation.kind().transactionType() == null
        ? null
        : new Receipt.Transaction(
            Ids.movement(account.changedAtMillis, account.ref.number(), sequence),
            account.ref.id(),
            operation.kind(),
            approved.amount(),
            account.ref.currency(),
            location,
            details.reference(),
            details.note(),
            null,
            operation instanceof Operation.Refund refund ? refund.original().id() : null,
            operation.source(),
            details.metadata(),
            operation.origin().actor(),
            account.changedAtMillis,
            balance(account));
  }

  private static Receipt.Authorization authorization(Account account, long sequence, Hold hold) {
    HoldState state = hold.state();
    return new Receipt.Authorization(
        Ids.movement(hold.createdAtMillis(), account.ref.number(), sequence),
        account.ref.id(),
        state.status(),
        state.amount(),
        hold.requested(),
        state.captured(),
        state.voided(),
        account.ref.currency(),
        hold.details().location(),
        hold.details().reference(),
        hold.details().metadata(),
        state.expiresAtMillis(),
        hold.createdAtMillis(),
        balance(account));
  }

  private static Balance balance(Account account) {
    return account.state.asBalance();
  }

  private static Optional<Hold> hold(Operation operation, Account account) {
    MovementRef ref = Parts.holdRef(operation);
    return ref == null
        ? Optional.empty()
        : Optional.ofNullable(account.holds.get(ref.sequence()))
            .filter(it -> it.createdAtMillis() == ref.millis());
  }

  private static String declineKey(Operation operation) {
    return operation.wallet() + ":" + operation.origin().key().hash();
  }
}
