package io.holdfast.operation;

/** What operations of several kinds have in common, for the naive book. */
final class Parts {
  private Parts() {}

  /** The authorization it is about, or null. */
  static MovementRef holdRef(Operation operation) {
    if (operation instanceof Operation.Capture capture) {
      return capture.hold();
    } else if (operation instanceof Operation.VoidHold voided) {
      return voided.hold();
    } else if (operation instanceof Operation.Increment increment) {
      return increment.hold();
    }
    return operation instanceof Operation.Expire expire ? expire.hold() : null;
  }

  /** The movement that it gives back, or null. */
  static MovementRef original(Operation operation) {
    if (operation instanceof Operation.Move move) {
      return move.original();
    }
    return operation instanceof Operation.Refund refund ? refund.original() : null;
  }

  static Details details(Operation operation) {
    if (operation instanceof Operation.Debit debit) {
      return debit.details();
    } else if (operation instanceof Operation.Authorize authorize) {
      return authorize.details();
    } else if (operation instanceof Operation.Credit credit) {
      return credit.details();
    } else if (operation instanceof Operation.Adjust adjust) {
      return adjust.details();
    }
    if (operation instanceof Operation.Move move) {
      return move.details();
    }
    return operation instanceof Operation.Refund refund ? refund.details() : Details.NONE;
  }
}
