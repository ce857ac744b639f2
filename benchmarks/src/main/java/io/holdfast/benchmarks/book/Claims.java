package io.holdfast.benchmarks.book;

import io.holdfast.wallet.Ids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What wallets should have, by what answers have said so far. Confined to one thread. */
public final class Claims {
  private static final int SHOWN = 3;

  private final List<UUID> wallets;
  private final long[] balances;
  private final Map<Long, Integer> indexByNumber = new HashMap<>();
  private long elsewhere;

  /**
   * Before anything was answered.
   *
   * @param opening balance of each, in minor units
   */
  public Claims(List<UUID> wallets, long opening) {
    this.wallets = List.copyOf(wallets);
    this.balances = new long[wallets.size()];
    Arrays.fill(balances, opening);
    for (int i = 0; i < wallets.size(); i++) {
      indexByNumber.put(Ids.number(wallets.get(i)), i);
    }
  }

  public List<UUID> wallets() {
    return wallets;
  }

  /** Answers said that each of the wallets changed by so much. */
  public void add(List<Long> moved) {
    for (int i = 0; i < moved.size(); i++) {
      balances[i] += moved.get(i);
    }
  }

  /** Answers said that all wallets together changed by so much; not, which. */
  public void addSomewhere(long moved) {
    elsewhere += moved;
  }

  /**
   * Compares.
   *
   * @param actual balance by number of the wallet; others than the claimed ones are not looked at
   * @return what differs, one line each
   */
  public List<String> faults(Map<Long, Long> actual) {
    long expectedSum = elsewhere;
    long actualSum = 0;
    int missing = 0;
    List<String> different = new ArrayList<>();
    for (Map.Entry<Long, Integer> one : indexByNumber.entrySet()) {
      long expected = balances[one.getValue()];
      expectedSum += expected;
      Long found = actual.get(one.getKey());
      missing += found == null ? 1 : 0;
      actualSum += found == null ? 0 : found;
      if (elsewhere == 0 && found != null && found != expected) {
        different.add(
            "wallet %s has %,d, by the answers %,d"
                .formatted(wallets.get(one.getValue()), found, expected));
      }
    }
    List<String> faults = new ArrayList<>();
    if (missing > 0) {
      faults.add("%,d wallets are not there".formatted(missing));
    }
    if (actualSum != expectedSum) {
      faults.add(
          "all wallets have %,d together, by the answers %,d".formatted(actualSum, expectedSum));
    }
    if (!different.isEmpty()) {
      faults.add(
          "%,d wallets differ from what was answered: %s"
              .formatted(
                  different.size(), different.subList(0, Math.min(SHOWN, different.size()))));
    }
    return faults;
  }
}
