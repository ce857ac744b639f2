package io.holdfast.benchmarks.load;

/** How a unit of work ended. */
public enum Outcome {
  /** As it is meant to end when all is well. */
  SUCCEEDED,

  /** The money was not there, or might not be spent: an answer of the service, not a fault. */
  DECLINED,

  /** Anything else. */
  FAILED
}
