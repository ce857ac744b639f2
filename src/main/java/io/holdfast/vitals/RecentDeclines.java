package io.holdfast.vitals;

import io.holdfast.operation.Answer;
import io.holdfast.operation.Details;
import io.holdfast.operation.Operation;
import io.holdfast.operation.Refusal;
import io.holdfast.operation.WalletRef;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The last declines of each business, in this process and in memory: for looking at, not for the
 * books. Safe from any thread; the lock is held for no longer than it takes to add one.
 */
public final class RecentDeclines {
  static final int OF_BUSINESS_MAX = 50;

  /** Businesses beyond this make room, the one that declined nothing for longest first. */
  static final int BUSINESSES_MAX = 200;

  /* The one that declined last is last. */
  private final Map<Integer, ArrayDeque<Decline>> byBusiness = new LinkedHashMap<>();
  private long last;

  /**
   * Remembers a decline.
   *
   * @param atMillis since 1970, by the book's clock
   */
  public synchronized void add(Operation operation, Answer.Refused refused, long atMillis) {
    int business = operation.origin().business();
    ArrayDeque<Decline> known = byBusiness.remove(business);
    ArrayDeque<Decline> own = known == null ? new ArrayDeque<>() : known;
    byBusiness.put(business, own);
    if (own.size() == OF_BUSINESS_MAX) {
      own.removeFirst();
    }
    own.addLast(decline(++last, operation, refused, atMillis));
    if (byBusiness.size() > BUSINESSES_MAX) {
      Iterator<Integer> longestAgo = byBusiness.keySet().iterator();
      longestAgo.next();
      longestAgo.remove();
    }
  }

  /** Those of a business that came after one with this number, oldest first; 0 for all. */
  public synchronized List<Decline> after(int business, long number) {
    ArrayDeque<Decline> own = byBusiness.get(business);
    return own == null
        ? List.of()
        : own.stream().filter(decline -> decline.number() > number).toList();
  }

  private static Decline decline(
      long number, Operation operation, Answer.Refused refused, long atMillis) {
    Asked asked = asked(operation);
    Refusal reason = refused.reason();
    return new Decline(
        number,
        atMillis,
        operation.kind(),
        reason,
        asked.wallet == null ? null : asked.wallet.id(),
        asked.hold,
        asked.amount,
        asked.wallet == null ? null : asked.wallet.currency(),
        reason == Refusal.INSUFFICIENT_FUNDS ? refused.available() : null,
        asked.details.location(),
        asked.details.reference(),
        operation.origin().actor());
  }

  private record Asked(WalletRef wallet, UUID hold, long amount, Details details) {}

  private static Asked asked(Operation operation) {
    if (operation instanceof Operation.Debit debit) {
      return new Asked(debit.target(), null, debit.amount(), debit.details());
    } else if (operation instanceof Operation.Authorize authorize) {
      return new Asked(authorize.target(), null, authorize.requested(), authorize.details());
    } else if (operation instanceof Operation.Credit credit) {
      return new Asked(credit.target(), null, credit.amount(), credit.details());
    } else if (operation instanceof Operation.Adjust adjust) {
      return new Asked(adjust.target(), null, adjust.amount(), adjust.details());
    } else if (operation instanceof Operation.Increment increment) {
      return new Asked(null, increment.hold().id(), increment.amount(), Details.NONE);
    } else if (operation instanceof Operation.Capture capture) {
      return new Asked(null, capture.hold().id(), capture.amount(), Details.NONE);
    } else if (operation instanceof Operation.VoidHold release) {
      return new Asked(null, release.hold().id(), release.amount(), Details.NONE);
    }
    return new Asked(null, null, 0, Details.NONE);
  }
}
