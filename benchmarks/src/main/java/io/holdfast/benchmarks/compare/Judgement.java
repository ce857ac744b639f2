package io.holdfast.benchmarks.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Verdicts over many samples at once. The more one looks at, the more often chance looks like a
 * finding; so the chances are corrected (Holm), and one false alarm among all of them comes up at
 * most so often as {@link #ALARMS} says.
 */
final class Judgement {
  /** One comparison in twenty of two equal builds may raise a false alarm, over all benchmarks. */
  static final double ALARMS = 0.05;

  /** What is said of a sample. */
  enum Verdict {
    WORSE,
    BETTER,
    NO_DIFFERENCE_FOUND
  }

  private Judgement() {}

  /**
   * Judges each sample by its name.
   *
   * @param tolerated a ratio up to which a candidate does not count as worse
   */
  static Map<String, Verdict> of(Map<String, PairedSample> samples, double tolerated, long seed) {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    List<String> worse = significant(samples, sample -> sample.chanceIfNotWorse(tolerated, seed));
    List<String> better = significant(samples, sample -> sample.chanceIfNotBetter(tolerated, seed));
    for (String name : samples.keySet()) {
      verdicts.put(
          name,
          worse.contains(name)
              ? Verdict.WORSE
              : better.contains(name) ? Verdict.BETTER : Verdict.NO_DIFFERENCE_FOUND);
    }
    return verdicts;
  }

  /** How many pairs it takes to find anything among so many samples. */
  static int leastPairs(int samples) {
    int pairs = 1;
    while (PairedSample.leastChance(pairs) > ALARMS / samples) {
      pairs++;
    }
    return pairs;
  }

  private static List<String> significant(
      Map<String, PairedSample> samples, ToDoubleFunction<PairedSample> chance) {
    Map<String, Double> chances = new LinkedHashMap<>();
    samples.forEach((name, sample) -> chances.put(name, chance.applyAsDouble(sample)));
    List<String> inOrder = new ArrayList<>(chances.keySet());
    inOrder.sort(Comparator.comparing(chances::get));
    List<String> found = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      if (chances.get(inOrder.get(i)) > ALARMS / (inOrder.size() - i)) {
        break;
      }
      found.add(inOrder.get(i));
    }
    return found;
  }
}
