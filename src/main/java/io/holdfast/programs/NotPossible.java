package io.holdfast.programs;

import io.holdfast.ledger.Creations;
import io.holdfast.operation.Answer;

/** Why something about a membership does not happen, where that is the caller's doing. */
public final class NotPossible extends Creations.NotMade {
  private static final long serialVersionUID = 1L;

  /** What is in the way. */
  public enum Reason {
    /** The business has no such plan, membership or period that has begun. */
    NOT_FOUND,
    /** The plan takes no new members. */
    PLAN_NOT_ACTIVE,
    /** A start too long ago, or too far ahead. */
    START_OUT_OF_RANGE,
    /** A membership that is cancelled does not come back. */
    MEMBERSHIP_CANCELLED,
    /** The period is credited, or credits itself. */
    PERIOD_NOT_OPEN,
    /** The ledger said no; see {@link NotPossible#answer()}. */
    NOT_CREDITED
  }

  private final Reason reason;
  private final transient Answer answer;

  NotPossible(Reason reason) {
    this(reason, null);
  }

  NotPossible(Reason reason, Answer answer) {
    super(reason.name());
    this.reason = reason;
    this.answer = answer;
  }

  public Reason reason() {
    return reason;
  }

  /** What the ledger said, where it was asked; else null. */
  public Answer answer() {
    return answer;
  }
}
