package io.holdfast.operation;

import io.holdfast.operation.Rules.Approved;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
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
  private final TreeMap<Long, NaiveAccount> accounts = new TreeMap<>();
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

  /** Adds a wallet as it is right after it was opened. */
  public void open(int business, WalletRef ref, long creditLimit) {
    accounts.put(ref.number(), new NaiveAccount(business, ref, creditLimit));
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
    accounts.get(Ids.number(hold)).end(Ids.sequence(hold), atMillis);
  }

  /** Forgets what was declined, as the loss of Redis does. */
  public void forgetDeclines() {
    declines.clear();
  }

  /** The wallet as it is. */
  public WalletState state(long wallet) {
    return accounts.get(wallet).state();
  }

  /** What took a key in a wallet, if anything did. */
  public Optional<Change> taken(long wallet, UUID key) {
    return Optional.ofNullable(accounts.get(wallet).taken(key));
  }

  /** Numbers of all wallets. */
  public Collection<Long> wallets() {
    return accounts.keySet();
  }

  /** Every authorization of a wallet as it is now, the oldest first. */
  public List<Receipt.Authorization> authorizations(long wallet) {
    return accounts.get(wallet).authorizations();
  }

  /** A wallet as the sum of all that was done to it, which is what it has to be. */
  public WalletState sums(long wallet) {
    return accounts.get(wallet).sums();
  }

  /** Whether there is such a wallet, and it is the one that the operation names. */
  public boolean knows(Operation operation) {
    NaiveAccount account = accounts.get(operation.wallet());
    WalletRef named = operation.target();
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
    NaiveAccount account = accounts.get(operation.wallet());
    Change earlier = account.taken(operation.origin().key().hash());
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

  private Answer decide(Operation operation, NaiveAccount account) {
    Optional<NaiveAccount.Hold> hold = account.hold(operation);
    long refundable = 0;
    MovementRef ref = Parts.original(operation);
    if (ref != null) {
      Optional<NaiveAccount.Movement> original = account.movement(ref);
      if (original.isEmpty()) {
        return new Answer.Refused(Refusal.NOT_FOUND, 0, false);
      }
      refundable = original.get().refundable();
    }
    boolean otherCurrency =
        operation.target() != null
            && operation.kind() != OperationKind.TERMS
            && !operation.target().currency().equals(account.ref.currency());
    Rules.Decision decision =
        otherCurrency
            ? new Rules.Declined(Refusal.CURRENCY_MISMATCH)
            : Rules.decide(
                operation,
                account.state(),
                new Rules.Subject(
                    hold.map(NaiveAccount.Hold::state), refundable, pending(operation), nowMillis));
    if (decision instanceof Rules.Declined declined) {
      return refused(operation, declined.reason(), account.state().available());
    }
    return operation instanceof Operation.Move move
        ? new Answer.Done(account.move(move, refundable, nowMillis), false)
        : limited(operation, account, (Approved) decision);
  }

  private Answer limited(Operation operation, NaiveAccount account, Approved approved) {
    Details details =
        account.hold(operation).map(NaiveAccount.Hold::details).orElse(Parts.details(operation));
    int location = details.location();
    long granted = approved.heldChange() - approved.amount();
    boolean spends = operation.reserves() > 0 && operation.kind() != OperationKind.ADJUSTMENT;
    long room = spends ? limits.room(operation, location, granted) : granted;
    if (room == 0 && spends) {
      return refused(operation, Refusal.VELOCITY_EXCEEDED, account.state().available());
    }
    Approved less =
        room == granted
            ? approved
            : (Approved) Rules.decide(operation.taking(room), account.state(), now());
    limits.applied(operation, less, location, account.payment(operation));
    if (operation.kind() == OperationKind.DEPOSIT && operation.source() != null) {
      pendingDeposits.remove(operation.source().number());
    }
    return new Answer.Done(account.apply(operation, less, nowMillis), false);
  }

  private Rules.Subject now() {
    return new Rules.Subject(Optional.empty(), 0, true, nowMillis);
  }

  private boolean pending(Operation operation) {
    return operation.source() != null && pendingDeposits.contains(operation.source().number());
  }

  private Answer refused(Operation operation, Refusal reason, long available) {
    if (operation.reserves() > 0 && reason.isDecline()) {
      declines.put(
          declineKey(operation), new Declined(operation.origin().fingerprint(), reason, available));
    }
    return new Answer.Refused(reason, available, false);
  }

  private static String declineKey(Operation operation) {
    return operation.wallet() + ":" + operation.origin().key().hash();
  }
}
