package io.holdfast.foresight;

import io.holdfast.operation.HoldState;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Operation.Adjust;
import io.holdfast.operation.Operation.Authorize;
import io.holdfast.operation.Operation.Capture;
import io.holdfast.operation.Operation.Credit;
import io.holdfast.operation.Operation.Debit;
import io.holdfast.operation.Operation.VoidHold;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Rules;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Balance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;

/**
 * Decides batches ahead, from what the last ones left. Confined to the thread that commits.
 *
 * <p>Where it is often wrong, since others change the same wallets or since many requests are
 * repeated ones, it is for nothing. After a batch that failed, or of which more than one in {@value
 * #STALE_PART} wallets was otherwise than was thought, some batches are left to PostgreSQL
 * altogether: one at first, twice as many each time, up to {@value #PAUSE_MAX_BATCHES}; half as
 * many after each that was right.
 */
public final class Foresight {
  /** A batch of which a part cannot be foreseen is two statements: worth it from so many on. */
  static final int WORTH_SPLITTING = 32;

  static final int STALE_PART = 4;
  static final int PAUSE_MAX_BATCHES = 64;

  /** An authorization that ends within this time, by this machine's clock, may be over by then. */
  private static final long NEAR_EXPIRY_MILLIS = 60_000;

  private final KnownWallets wallets;
  private final KnownHolds holds = new KnownHolds();
  private final IntPredicate limited;
  private final boolean enabled;
  private int pauseBatches;
  private int nextPauseBatches = 1;

  /**
   * Knows nothing yet.
   *
   * @param walletsMax how many wallets to remember; 0 to decide nothing ahead
   * @param limited whether a business, by its number, has limits
   */
  public Foresight(int walletsMax, IntPredicate limited) {
    this.wallets = new KnownWallets(walletsMax);
    this.limited = limited;
    this.enabled = walletsMax > 0;
  }

  /**
   * Decides what can be decided ahead of these operations, in their order. Nothing is remembered of
   * it before {@link #confirm}; until then, or {@link #forget}, nothing else is to be foreseen.
   *
   * @param nowMillis since 1970, by this machine's clock
   */
  public Foreseen foresee(List<Operation> operations, long nowMillis) {
    if (!enabled || pauseBatches > 0) {
      pauseBatches -= pauseBatches > 0 ? 1 : 0;
      return Foreseen.NOTHING;
    }
    Map<Long, Course> courses = new HashMap<>(operations.size() * 2);
    Set<UUID> met = new HashSet<>(operations.size() * 2);
    List<Step> steps = new ArrayList<>(operations.size());
    List<Integer> rest = new ArrayList<>();
    for (int place = 0; place < operations.size(); place++) {
      Operation operation = operations.get(place);
      Course course =
          courses.computeIfAbsent(operation.wallet(), number -> new Course(wallets.find(number)));
      Step step = step(place, operation, course, met, nowMillis);
      if (step == null) {
        course.leave();
        rest.add(place);
      } else {
        steps.add(step);
      }
    }
    if (!rest.isEmpty() && steps.size() < WORTH_SPLITTING) {
      return Foreseen.NOTHING;
    }
    List<Course> moved = new ArrayList<>(courses.size());
    for (Course course : courses.values()) {
      if (course.hasMoved()) {
        moved.add(course);
      }
    }
    moved.sort(Comparator.comparingLong(course -> course.from().number()));
    return new Foreseen(steps, moved, rest);
  }

  /**
   * The steps are committed, but for those on wallets that were not as they were remembered.
   *
   * @param committedMillis the moment that the book gives them
   * @param stale numbers of those wallets, which are forgotten
   * @return the answer to each step in turn, null where it is none because its wallet was stale
   */
  public List<Receipt> confirm(Foreseen foreseen, long committedMillis, Set<Long> stale) {
    for (Course course : foreseen.wallets()) {
      if (stale.contains(course.from().number())) {
        wallets.forget(course.from().number());
      } else {
        course.arrive();
      }
    }
    if (stale.size() * STALE_PART > foreseen.wallets().size()) {
      pause();
    } else {
      nextPauseBatches = Math.max(1, nextPauseBatches / 2);
    }
    List<Receipt> receipts = new ArrayList<>(foreseen.steps().size());
    for (Step step : foreseen.steps()) {
      boolean isCommitted = stale.isEmpty() || !stale.contains(step.wallet().number());
      Receipt receipt = isCommitted ? step.receipt(committedMillis) : null;
      if (receipt instanceof Receipt.Authorization authorization) {
        holds.put(new KnownHold(authorization, step.house(), step.sequence()));
      }
      receipts.add(receipt);
    }
    return receipts;
  }

  /** What became of the steps is not known, or they failed: nothing of their wallets is known. */
  public void forget(Foreseen foreseen) {
    for (Course course : foreseen.wallets()) {
      wallets.forget(course.from().number());
    }
    pause();
  }

  private void pause() {
    pauseBatches = nextPauseBatches;
    nextPauseBatches = Math.min(nextPauseBatches * 2, PAUSE_MAX_BATCHES);
  }

  /**
   * PostgreSQL has applied an operation that it decided itself.
   *
   * @param sequence the wallet's version after it
   * @param receipt its answer, or null if it is of a kind that is answered otherwise
   */
  public void learn(Operation operation, long sequence, Receipt receipt) {
    if (!enabled) {
      return;
    }
    int business = operation.origin().business();
    if (receipt == null || business == 0) {
      // Either the terms are others now, or nobody has said whose wallet it is.
      wallets.forget(operation.wallet());
      return;
    }
    KnownWallet wallet = wallets.find(operation.wallet());
    if (wallet == null) {
      wallet =
          new KnownWallet(
              operation.wallet(), receipt.walletId(), business, currency(receipt).intern());
      wallets.put(wallet);
    }
    Balance after = receipt.wallet();
    wallet.became(
        sequence,
        1,
        after.balance(),
        after.held(),
        after.available() - after.balance() + after.held());
    if (receipt instanceof Receipt.Authorization authorization) {
      learn(operation, sequence, authorization);
    }
  }

  private void learn(Operation operation, long sequence, Receipt.Authorization authorization) {
    KnownHold known = holds.find(authorization.id());
    if (operation instanceof Authorize authorize) {
      if (!limited.test(authorize.origin().business())) {
        holds.put(new KnownHold(authorization, authorize.house(), sequence));
      }
    } else if (known != null) {
      holds.put(new KnownHold(authorization, known.house(), sequence));
    }
  }

  private static String currency(Receipt receipt) {
    if (receipt instanceof Receipt.Transaction transaction) {
      return transaction.currency();
    } else if (receipt instanceof Receipt.Authorization authorization) {
      return authorization.currency();
    }
    return ((Receipt.Move) receipt).debit().currency();
  }

  /** What an operation comes to, or null if PostgreSQL has to say. */
  private Step step(int place, Operation operation, Course course, Set<UUID> met, long nowMillis) {
    int business = operation.origin().business();
    boolean isDoubtful =
        !met.add(operation.origin().key().hash())
            || course.isLeft()
            || course.from().business() != business
            || (operation.reserves() > 0 && limited.test(business));
    if (isDoubtful) {
      return null;
    }
    if (operation instanceof Capture capture) {
      return step(place, operation, course, hold(capture.hold(), course, met), nowMillis);
    } else if (operation instanceof VoidHold voided) {
      return step(place, operation, course, hold(voided.hold(), course, met), nowMillis);
    }
    return isMoneyAlone(operation) && isOf(target(operation), course.from())
        ? approved(place, operation, course, null, nowMillis)
        : null;
  }

  private static Step step(
      int place, Operation operation, Course course, KnownHold hold, long nowMillis) {
    return hold == null ? null : approved(place, operation, course, hold, nowMillis);
  }

  private static Step approved(
      int place, Operation operation, Course course, KnownHold hold, long nowMillis) {
    Optional<HoldState> about = Optional.ofNullable(hold).map(KnownHold::forRules);
    Rules.Subject subject = new Rules.Subject(about, 0, false, nowMillis + NEAR_EXPIRY_MILLIS);
    if (Rules.decide(operation, course.state(), subject) instanceof Rules.Approved approved
        && takesAll(operation, approved)) {
      return new Step(place, operation, course.from(), approved, course.goOn(approved), hold);
    }
    return null;
  }

  /** Less than was asked for is PostgreSQL's to grant. */
  private static boolean takesAll(Operation operation, Rules.Approved approved) {
    return operation.reserves() == 0
        || operation.reserves() == approved.heldChange() - approved.amount();
  }

  /** Whether nothing but the wallet changes by it: a deposit of its own becomes paid, or not. */
  private static boolean isMoneyAlone(Operation operation) {
    return switch (operation.kind()) {
      case DEBIT, AUTHORIZE, REWARD, MEMBERSHIP -> true;
      case DEPOSIT, REFUND -> operation instanceof Credit && operation.source() == null;
      case ADJUSTMENT -> operation.source() == null || operation.reserves() == 0;
      case INCREMENT, CAPTURE, VOID, EXPIRE, FENCE, RETRACT, TERMS, MOVE -> false;
    };
  }

  private static WalletRef target(Operation operation) {
    if (operation instanceof Debit debit) {
      return debit.target();
    } else if (operation instanceof Authorize authorize) {
      return authorize.target();
    } else if (operation instanceof Credit credit) {
      return credit.target();
    }
    return ((Adjust) operation).target();
  }

  private static boolean isOf(WalletRef target, KnownWallet wallet) {
    return wallet.hasId(target.id())
        && (target.currency() == null || target.currency().equals(wallet.currency()));
  }

  /** The authorization, if all is known of it and no other operation of the batch is about it. */
  private KnownHold hold(MovementRef ref, Course course, Set<UUID> met) {
    KnownHold hold = holds.find(ref.id());
    boolean isKnown = hold != null && hold.asOf() >= course.from().since();
    return isKnown && met.add(ref.id()) ? hold : null;
  }
}
