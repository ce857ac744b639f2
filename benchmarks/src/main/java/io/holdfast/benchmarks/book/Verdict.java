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

  /** Both. */
  public Verdict and(Verdict other) {
    List<String> all = new ArrayList<>(faults);
    all.addAll(other.faults);
    return new Verdict(examined + ", " + other.examined, all);
  }

  @Override
  public String toString() {
    return passed() ? "passed: " + examined : "FAILED: " + String.join("; ", faults);
  }
}
