package io.holdfast.benchmarks.book;

import java.util.ArrayList;
import java.util.List;

/**
 * What an audit found.
 *
 * @param examined what was looked at, as text
 * @param faults what does not add up, one line each; empty if all does
 */
public record Verdict(String examined, List<String> faults) {
  public boolean passed() {
    return faults.isEmpty();
  }

  /**
   * The same verdict, with a fault if what was debited is not what was answered.
   *
   * @param moved sum of the debits in the book since the load began, in minor units
   * @param answers 2xx answers to the load, from its first request to its last
   * @param amount of each debit, in minor units
   */
  public Verdict expecting(long moved, long answers, long amount) {
    String claim = "%,d answers moved %,d minor units".formatted(answers, answers * amount);
    if (moved == answers * amount) {
      return new Verdict(claim + ", " + examined, faults);
    }
    List<String> all = new ArrayList<>(faults);
    all.add(claim + ", the book says %,d".formatted(moved));
    return new Verdict(examined, all);
  }

  @Override
  public String toString() {
    return passed() ? "passed: " + examined : "FAILED: " + String.join("; ", faults);
  }
}
