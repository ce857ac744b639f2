package io.holdfast.foresight;

import io.holdfast.operation.HoldState;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Operation.Authorize;
import io.holdfast.operation.Operation.Capture;
import io.holdfast.operation.Operation.Credit;
import io.holdfast.operation.Operation.VoidHold;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Rules;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Balance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private final int walletsMax;
  private final int every;
  private final IntPredicate limited;
  private KnownWallets wallets;
  private KnownHolds holds;
  private int pauseBatches;
  private int nextPauseBatches = 1;

  /**
   * Knows nothing yet.
   *
   * @param walletsMax how many wallets to remember; 0 to decide nothing ahead
   * @param every of wallets' numbers, one in so many comes here
   * @param limited whether a business, by its number, has limits
   */
  public Foresight(int walletsMax, int every, IntPredicate limited) {
    this.walletsMax = walletsMax;
    this.every = every;
    this.limited = limited;
    reconnected();
  }

  /**
   * Decides what can be decided ahead of these operations, in their order. Nothing is remembered of
   * it before {@link #confirm}; until then, or {@link #forget}, nothing else is to be foreseen.
   *
   * @param nowMillis since 1970, by this machine's clock
   */
  public Foreseen foresee(List<Operation> operations, long nowMillis) {
    if (!isEnabled() || pauseBatches > 0) {
      pauseBatches -= pauseBatches > 0 ? 1 : 0;
      return Foreseen.NOTHING;
    }
    List<Course> courses = new ArrayList<>(operations.size());
    try {
      return foresee(operations, courses, nowMillis);
    } finally {
      courses.forEach(course -> course.from().goes(null));
    }
  }

  private Foreseen foresee(List<Operation> operations, List<Course> courses, long nowMillis) {
    List<Step> steps = new ArrayList<>(operations.size());
    List<Integer> rest = new ArrayList<>();
    Rules.Subject aboutNone = subject(Optional.empty(), nowMillis);
    for (int place = 0; place < operations.size(); place++) {
      Operation operation = operations.get(place);
      Course course = course(operation.wallet(), courses);
      Step step = course == null ? null : step(place, operation, course, aboutNone, nowMillis);
      if (step == null) {
        rest.add(place);
      } else {
        steps.add(step);
      }
    }
    return rest.isEmpty() || steps.size() >= WORTH_SPLITTING
        ? new Foreseen(steps, moved(courses), rest)
        : Foreseen.NOTHING;
  }

  /** The course of a wallet through this batch, or null if nothing is known of it. */
  private Course course(long number, List<Course> courses) {
    KnownWallet wallet = wallets.find(number);
    if (wallet == null) {
      return null;
    }
    if (wallet.course() == null) {
      wallet.goes(new Course(wallet));
      courses.add(wallet.course());
    }
    return wallet.course();
  }

  private static List<Course> moved(List<Course> courses) {
    List<Course> moved = new ArrayList<>(courses.size());
    for (Course course : courses) {
      if (course.hasMoved()) {
        moved.add(course);
      }
    }
    moved.sort(Comparator.comparingLong(course -> course.from().number()));
    for (int i = 0; i < moved.size(); i++) {
      moved.get(i).stand(i);
    }
    return moved;
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
      boolean isCommitted = stale.isEmpty() || !stale.contains(step.operation().wallet());
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
   * There is another session, perhaps on another server, which may be behind the last one and go on
   * otherwise: nothing is known any more.
   */
  public void reconnected() {
    if (isEnabled()) {
      wallets = new KnownWallets(walletsMax, every);
      holds = new KnownHolds();
    }
  }

  private boolean isEnabled() {
    return walletsMax > 0;
  }

  /**
   * PostgreSQL has applied an operation that it decided itself.
   *
   * @param sequence the wallet's version after it
   * @param receipt its answer, or null if it is of a kind that is answered otherwise
   */
  public void learn(Operation operation, long sequence, Receipt receipt) {
    if (!isEnabled()) {
      return;
    }
    int business = operation.origin().business();
    if (receipt == null || business == 0) {
      // Either the terms are others now, or nobody has said whose wallet it is.
      wallets.forget(operation.wallet());
      return;
    }
    KnownWallet wallet = wallets.find(operation.wallet());
    if (wallet == null || !wallet.hasId(receipt.walletId()) || wallet.business() != business) {
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

  /** What an operation comes to, or null if PostgreSQL has to say; also to all that comes later. */
  private Step step(
      int place, Operation operation, Course course, Rules.Subject aboutNone, long nowMillis) {
    Step step = null;
    if (isOutOfDoubt(operation, course)) {
      if (operation instanceof Capture capture) {
        step = onHold(place, operation, course, capture.hold(), nowMillis);
      } else if (operation instanceof VoidHold voided) {
        step = onHold(place, operation, course, voided.hold(), nowMillis);
      } else if (isMoneyAlone(operation) && isOf(operation.target(), course.from())) {
        step = approved(place, operation, course, null, aboutNone);
      }
    }
    if (step == null) {
      course.leave();
    }
    return step;
  }

  private boolean isOutOfDoubt(Operation operation, Course course) {
    int business = operation.origin().business();
    return !course.isLeft()
        && course.meetsKey(operation.origin().key().hash())
        && course.from().business() == business
        && !(operation.reserves() > 0 && limited.test(business));
  }

  /** If all is known of the authorization, and no other operation of the batch is about it. */
  private Step onHold(
      int place, Operation operation, Course course, MovementRef ref, long nowMillis) {
    KnownHold hold = holds.find(ref.id());
    if (hold == null || hold.asOf() < course.from().since() || !course.meetsHold(ref.id())) {
      return null;
    }
    Rules.Subject about = subject(Optional.of(hold.forRules()), nowMillis);
    return approved(place, operation, course, hold, about);
  }

  private static Rules.Subject subject(Optional<HoldState> hold, long nowMillis) {
    return new Rules.Subject(hold, 0, false, nowMillis + NEAR_EXPIRY_MILLIS);
  }

  private static Step approved(
      int place, Operation operation, Course course, KnownHold hold, Rules.Subject subject) {
    return Rules.decide(operation, course.state(), subject) instanceof Rules.Approved approved
            && takesAll(operation, approved)
        ? new Step(place, operation, course, approved, course.goOn(approved), hold)
        : null;
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

  private static boolean isOf(WalletRef target, KnownWallet wallet) {
    return wallet.hasId(target.id())
        && (target.currency() == null || target.currency().equals(wallet.currency()));
  }
}
