package io.holdfast.programs;

import java.util.Arrays;
import java.util.Optional;

/** Where a deposit stands. The code is what PostgreSQL stores. */
public enum DepositStatus {
  /** Nothing is credited. */
  PENDING(0, "pending"),
  /** It is credited. */
  COMPLETED(1, "completed"),
  /** It never will be. */
  CANCELLED(2, "cancelled");

  private static final DepositStatus[] BY_CODE = values();

  private final int code;
  private final String wire;

  DepositStatus(int code, String wire) {
    this.code = code;
    this.wire = wire;
  }

  public int code() {
    return code;
  }

  public String wire() {
    return wire;
  }

  static DepositStatus ofCode(int code) {
    return BY_CODE[code];
  }

  /** The status of this name, if there is one. */
  public static Optional<DepositStatus> ofWire(String wire) {
    return Arrays.stream(BY_CODE).filter(status -> status.wire.equals(wire)).findFirst();
  }
}
