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

  /** The same verdict, with a fault if the debits since {@code before} are not those answered. */
  public Verdict expectingDebits(long before, long after, long answered) {
    if (after - before == answered) {
      return new Verdict(examined + ", debits " + answered, faults);
    }
    List<String> all = new ArrayList<>(faults);
    all.add(
        "debits in the journal moved " + (after - before) + ", the 2xx answers say " + answered);
    return new Verdict(examined, all);
  }

  @Override
  public String toString() {
    return passed() ? "passed: " + examined : "FAILED: " + String.join("; ", faults);
  }
}
