package io.holdfast.operation;

/**
 * A failure of a part, as opposed to a "no": it says whether the operation may have happened.
 *
 * <p>Carries no stack trace: under overload or during an outage it is made thousands of times a
 * second, and its message and cause tell all there is.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is known of the operation when its answer could not be had. */
  public enum Outcome {
    /** It did not happen and never will under this attempt. */
    NOT_APPLIED("not_applied"),
    /** It may have happened; a retry under the same key finds out. */
    UNKNOWN("unknown");

    private final String wire;

    Outcome(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }
  }

  private final Outcome outcome;

  private Fault(Outcome outcome, String message, Throwable cause) {
    super(message, cause, false, false);
    this.outcome = outcome;
  }

  public static Fault notApplied(String message, Throwable cause) {
    return new Fault(Outcome.NOT_APPLIED, message, cause);
  }

  public static Fault unknown(String message, Throwable cause) {
    return new Fault(Outcome.UNKNOWN, message, cause);
  }

  public Outcome outcome() {
    return outcome;
  }
}
