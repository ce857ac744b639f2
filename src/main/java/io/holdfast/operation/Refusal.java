package io.holdfast.operation;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every reason for which a well-formed operation does not happen, in order of precedence: when
 * several apply, the first one listed is answered.
 *
 * <p>The code is what the SQL functions return; it never changes. The wire name and HTTP status are
 * those of the API's error table.
 */
public enum Refusal {
  NOT_FOUND(10, 404, "not_found"),
  CURRENCY_MISMATCH(11, 422, "currency_mismatch"),
  ACCOUNT_BALANCES_DISABLED(12, 402, "account_balances_disabled"),
  WALLET_CLOSED(13, 402, "wallet_closed"),
  WALLET_FROZEN(14, 402, "wallet_frozen"),
  AUTHORIZATION_NOT_OPEN(15, 409, "authorization_not_open"),
  /** The deposit was completed or cancelled before. */
  DEPOSIT_NOT_PENDING(24, 409, "deposit_not_pending"),
  CAPTURE_EXCEEDS_AUTHORIZATION(16, 422, "capture_exceeds_authorization"),
  REFUND_EXCEEDS_ORIGINAL(17, 422, "refund_exceeds_original"),
  AMOUNT_OUT_OF_RANGE(18, 422, "amount_out_of_range"),
  INSUFFICIENT_FUNDS(19, 402, "insufficient_funds"),
  OPERATION_FENCED(20, 409, "operation_fenced"),
  WALLET_NOT_EMPTY(21, 409, "wallet_not_empty"),
  /** Its row and its journal disagree; the caller is told to try again later. */
  WALLET_QUARANTINED(22, 503, "unavailable"),
  /** A limit allows no more in its window. Last, since only what can happen is charged to it. */
  VELOCITY_EXCEEDED(23, 402, "velocity_exceeded");

  /** The place of a reason is its precedence, and its code the order in which it was thought of. */
  private static final Map<Integer, Refusal> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Refusal::code, each -> each));

  private final int code;
  private final int status;
  private final String wire;

  Refusal(int code, int status, String wire) {
    this.code = code;
    this.status = status;
    this.wire = wire;
  }

  public int code() {
    return code;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Code in problem documents and metrics. */
  public String wire() {
    return wire;
  }

  /** A decline says no to spending; it is remembered for its key and replayed. */
  public boolean isDecline() {
    return status == 402;
  }

  public static Refusal ofCode(int code) {
    return BY_CODE.get(code);
  }
}
