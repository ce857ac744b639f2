package io.holdfast.wallet;

/** What may happen to a wallet. The code is what PostgreSQL and Redis store; it never changes. */
public enum WalletStatus {
  /** Everything. */
  ACTIVE(0, "active"),
  /** Nothing goes out; money still comes in, open holds can be captured or voided. */
  FROZEN(1, "frozen"),
  /** Nothing; balance and held are zero. */
  CLOSED(2, "closed"),
  /** Nothing, until somebody has found out why its row and its journal disagree. */
  QUARANTINED(3, "frozen");

  private static final WalletStatus[] BY_CODE = values();

  private final int code;
  private final String wire;

  WalletStatus(int code, String wire) {
    this.code = code;
    this.wire = wire;
  }

  public int code() {
    return code;
  }

  public String wire() {
    return wire;
  }

  public static WalletStatus ofCode(int code) {
    return BY_CODE[code];
  }
}
