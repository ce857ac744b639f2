package io.holdfast.operation;

/**
 * What an operation does. The code is stored in the journal and known to the SQL functions; it
 * never changes.
 */
public enum OperationKind {
  AUTHORIZE(1),
  INCREMENT(2),
  CAPTURE(3),
  VOID(4),
  EXPIRE(5),
  DEBIT(6),
  DEPOSIT(7),
  REFUND(8),
  REWARD(9),
  MEMBERSHIP(10),
  ADJUSTMENT(11),
  /** Blocks its key for good: an original that arrives later is refused. */
  FENCE(12),
  /**
   * Blocks one attempt under its key, so that a statement whose fate is unknown cannot land later;
   * the key's next attempt goes on under the next generation of the key.
   */
  RETRACT(13),
  /** Change of status or credit limit. */
  TERMS(14),
  /**
   * Moves a payment to another reference. Leaves a refund and a debit in the journal, and is itself
   * in none of its rows.
   */
  MOVE(15);

  private static final OperationKind[] BY_CODE = new OperationKind[values().length + 1];

  static {
    for (OperationKind kind : values()) {
      BY_CODE[kind.code] = kind;
    }
  }

  private final int code;

  OperationKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static OperationKind ofCode(int code) {
    return BY_CODE[code];
  }

  /** Whether the operation is about an authorization, and answered with one. */
  public boolean concernsHold() {
    return switch (this) {
      case AUTHORIZE, INCREMENT, CAPTURE, VOID, EXPIRE -> true;
      case DEBIT, DEPOSIT, REFUND, REWARD, MEMBERSHIP, ADJUSTMENT -> false;
      case FENCE, RETRACT, TERMS, MOVE -> false;
    };
  }

  /** The name of a movement of this kind in the API, or null where there is no such movement. */
  public String transactionType() {
    return switch (this) {
      case CAPTURE -> "capture";
      case DEBIT -> "debit";
      case DEPOSIT -> "deposit";
      case REFUND -> "refund";
      case REWARD -> "reward";
      case MEMBERSHIP -> "membership";
      case ADJUSTMENT -> "adjustment";
      case AUTHORIZE, INCREMENT, VOID, EXPIRE, FENCE, RETRACT, TERMS, MOVE -> null;
    };
  }
}
