package io.holdfast.operation;

/**
 * Where an authorization stands. The act that closes it names the status: a hold of which a part
 * was captured before the rest was voided is {@code VOIDED}. The code is what PostgreSQL stores.
 */
public enum HoldStatus {
  AUTHORIZED(0, "authorized"),
  PARTIALLY_CAPTURED(1, "partially_captured"),
  CAPTURED(2, "captured"),
  VOIDED(3, "voided"),
  EXPIRED(4, "expired");

  private static final HoldStatus[] BY_CODE = values();

  private final int code;
  private final String wire;

  HoldStatus(int code, String wire) {
    this.code = code;
    this.wire = wire;
  }

  public int code() {
    return code;
  }

  public String wire() {
    return wire;
  }

  /** Whether it can still be captured, incremented or voided, its time permitting. */
  public boolean isOpen() {
    return this == AUTHORIZED || this == PARTIALLY_CAPTURED;
  }

  public static HoldStatus ofCode(int code) {
    return BY_CODE[code];
  }
}
