package io.holdfast.foresight;

import java.util.UUID;

/**
 * A wallet as its committer last heard of it: so it still is, unless somebody else has changed it
 * since. Amounts are minor units. Changed in place, since there may be a million of them, and
 * confined to one thread.
 */
public final class KnownWallet {
  private final long number;
  private final long idHigh;
  private final long idLow;
  private final int business;
  private final String currency;
  private long since;
  private long version;
  private long balance;
  private long held;
  private long creditLimit;

  /** While a batch is being decided, and it is in it. */
  private Course course;

  KnownWallet(long number, UUID id, int business, String currency) {
    this.number = number;
    this.idHigh = id.getMostSignificantBits();
    this.idLow = id.getLeastSignificantBits();
    this.business = business;
    this.currency = currency;
  }

  /** It is like this now, after changes of which these last ones are known. */
  void became(long versionNow, long changes, long balanceNow, long heldNow, long creditLimitNow) {
    if (versionNow - changes != version) {
      since = versionNow;
    }
    version = versionNow;
    balance = balanceNow;
    held = heldNow;
    creditLimit = creditLimitNow;
  }

  Course course() {
    return course;
  }

  void goes(Course its) {
    course = its;
  }

  public long number() {
    return number;
  }

  boolean hasId(UUID id) {
    return id.getMostSignificantBits() == idHigh && id.getLeastSignificantBits() == idLow;
  }

  int business() {
    return business;
  }

  String currency() {
    return currency;
  }

  /** Of every change from this version on it is known what it was. */
  long since() {
    return since;
  }

  public long version() {
    return version;
  }

  public long balance() {
    return balance;
  }

  public long held() {
    return held;
  }

  public long creditLimit() {
    return creditLimit;
  }
}
