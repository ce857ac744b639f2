package io.holdfast.people;

import io.holdfast.ledger.Creations;

/** Why a change to people or places is not made, where that is the caller's doing. */
public final class Refused extends Creations.NotMade {
  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Reason {
    /** An active member of staff of the business has the e-mail. */
    EMAIL_TAKEN,
    /** A location of the business has the reference. */
    REFERENCE_TAKEN,
    /** The business has no such location. */
    NO_SUCH_LOCATION,
    /** The business has no such active member of staff. */
    NO_SUCH_MEMBER,
    /** The member of staff has fewer permissions than the key is to have. */
    MORE_THAN_MEMBER
  }

  private final Reason reason;

  Refused(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
