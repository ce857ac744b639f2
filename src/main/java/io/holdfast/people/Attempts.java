package io.holdfast.people;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Keeps guessing at passwords slow: so many attempts at once for an e-mail and for a business, and
 * after that one in each interval. What succeeds does not count.
 *
 * <p>One for the process; several instances allow their number times as much. From any thread.
 */
public final class Attempts {
  /** Attempts for one e-mail: ten, then two a minute. */
  private static final int EMAIL_BURST = 10;

  private static final long EMAIL_INTERVAL_NANOS = 30_000_000_000L;

  /** Attempts in one business: a hundred, then one a second. */
  private static final int BUSINESS_BURST = 100;

  private static final long BUSINESS_INTERVAL_NANOS = 1_000_000_000L;

  /** E-mails that nobody has count for one of so many businesses that are none. */
  private static final int NO_BUSINESSES = 16;

  /** Remembered at most; what was not tried for the longest time is forgotten first. */
  private static final int REMEMBERED_MAX = 20_000;

  private final LongSupplier nanos;
  private final Map<Object, Long> freeFromNanos =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Long> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  private record Email(String key) {}

  private record Place(int business) {}

  private record Proof(UUID member) {}

  /**
   * @param nanos never goes back, as {@link System#nanoTime()}
   */
  public Attempts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Counts an attempt; 0 if it may be made, else after how many nanoseconds it may. */
  synchronized long atEmail(String emailKey) {
    return take(new Email(emailKey), EMAIL_BURST, EMAIL_INTERVAL_NANOS);
  }

  /** Counts an attempt to prove who one is, by a member who is signed in. */
  synchronized long byMember(UUID member) {
    return take(new Proof(member), EMAIL_BURST, EMAIL_INTERVAL_NANOS);
  }

  /** Counts an attempt in these businesses, or in one that is none; as {@link #atEmail}. */
  synchronized long atBusinesses(String emailKey, Iterable<Integer> businesses) {
    long longest = 0;
    boolean any = false;
    for (int business : businesses) {
      any = true;
      longest =
          Math.max(longest, take(new Place(business), BUSINESS_BURST, BUSINESS_INTERVAL_NANOS));
    }
    return any
        ? longest
        : take(
            new Place(-1 - Math.floorMod(emailKey.hashCode(), NO_BUSINESSES)),
            BUSINESS_BURST,
            BUSINESS_INTERVAL_NANOS);
  }

  /** It was the right password: the attempt counts for nothing, nor do those before it. */
  synchronized void succeeded(String emailKey, Iterable<Integer> businesses) {
    freeFromNanos.remove(new Email(emailKey));
    for (int business : businesses) {
      freeFromNanos.computeIfPresent(
          new Place(business), (place, from) -> from - BUSINESS_INTERVAL_NANOS);
    }
  }

  synchronized void succeeded(UUID member) {
    freeFromNanos.remove(new Proof(member));
  }

  /** Generic cell rate algorithm: what was taken moves the moment from which all is free again. */
  private long take(Object key, int burst, long intervalNanos) {
    long now = nanos.getAsLong();
    Long known = freeFromNanos.get(key);
    long from = known == null || known - now < 0 ? now : known;
    long after = from + intervalNanos;
    long excess = after - now - burst * intervalNanos;
    if (excess > 0) {
      return excess;
    }
    freeFromNanos.put(key, after);
    return 0;
  }
}
