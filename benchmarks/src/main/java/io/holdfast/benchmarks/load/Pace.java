package io.holdfast.benchmarks.load;

/** When units begin. */
public sealed interface Pace {
  /**
   * When the one before is over: as fast as the target answers, and never more than connections.
   */
  record Closed() implements Pace {}

  /**
   * At fixed times, whether or not the target keeps up; what finds no free connection waits for
   * one, and the waiting counts.
   *
   * @param perSecond units, evenly spaced
   */
  record Open(double perSecond) implements Pace {
    public Open {
      if (!(perSecond > 0 && perSecond <= 1_000_000)) {
        throw new IllegalArgumentException("a rate is above 0 and at most 1,000,000 a second");
      }
    }
  }
}
