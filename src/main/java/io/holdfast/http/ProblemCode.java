package io.holdfast.http;

import io.holdfast.operation.Refusal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Every error the API answers, with its HTTP status. The codes never change. */
enum ProblemCode {
  INVALID_REQUEST(400, "The request is not valid", "What is wrong is listed in errors."),
  IDEMPOTENCY_KEY_MISSING(
      400, "Idempotency key missing", "Requests that move money need an Idempotency-Key header."),
  UNAUTHENTICATED(401, "Not authenticated", "Send a valid API key: Authorization: Bearer <key>."),
  INSUFFICIENT_FUNDS(402, "Insufficient funds", "The amount is more than what is available."),
  WALLET_FROZEN(402, "Wallet frozen", "Nothing goes out of a frozen wallet."),
  WALLET_CLOSED(402, "Wallet closed", "The wallet is closed."),
  VELOCITY_EXCEEDED(
      402, "Limit reached", "A limit allows no more, or not as much, until its window ends."),
  ACCOUNT_BALANCES_DISABLED(
      402, "Account balances disabled", "This business has switched account balances off."),
  FORBIDDEN(403, "Not permitted", "The API key lacks the permission."),
  NOT_FOUND(404, "Not found", "There is nothing here for this API key."),
  METHOD_NOT_ALLOWED(405, "Method not allowed", "The Allow header lists the methods."),
  WALLET_EXISTS(409, "Wallet exists", "The client has a wallet in this currency already."),
  AUTHORIZATION_NOT_OPEN(
      409, "Authorization not open", "The authorization is captured, voided or expired."),
  DEPOSIT_NOT_PENDING(409, "Deposit not pending", "The deposit is completed or cancelled."),
  IDEMPOTENCY_KEY_IN_PROGRESS(
      409, "Request in progress", "The first request under this key is still under way."),
  WALLET_NOT_EMPTY(
      409, "Wallet not empty", "Only a wallet with no balance and no holds can be closed."),
  MEMBERSHIP_CANCELLED(
      409, "Membership cancelled", "A membership that is cancelled does not come back."),
  PERIOD_NOT_OPEN(
      409, "Period not open", "The period is credited, or the membership collects by itself."),
  OPERATION_FENCED(
      409, "Operation fenced", "A reversal came before the request; it can no longer happen."),
  PAYLOAD_TOO_LARGE(413, "Body too large", "The body is larger than the service takes."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "Unsupported media type",
      "Send a body of type application/json in UTF-8, as it is: without a Content-Encoding."),
  IDEMPOTENCY_KEY_REUSED(
      422, "Idempotency key reused", "The key was used before, for a different request."),
  CURRENCY_MISMATCH(422, "Currency mismatch", "The wallet is kept in another currency."),
  UNKNOWN_LOCATION(
      422,
      "Unknown location",
      "The business has no location with this id, or this key may not name it."),
  CAPTURE_EXCEEDS_AUTHORIZATION(
      422, "More than is held", "The amount is more than what remains of the authorization."),
  REFUND_EXCEEDS_ORIGINAL(
      422, "More than was paid", "The amount is more than what is left to refund."),
  AMOUNT_OUT_OF_RANGE(
      422, "Amount out of range", "The amount, or a sum it would lead to, is out of range."),
  RATE_LIMITED(429, "Too many requests", "The API key sends more requests than it may."),
  UNAVAILABLE(503, "Unavailable", "Try again with the same idempotency key; that is always safe.");

  private static final Map<Refusal, ProblemCode> OF_REFUSAL = new EnumMap<>(Refusal.class);

  static {
    for (Refusal refusal : Refusal.values()) {
      boolean fault = refusal == Refusal.WALLET_QUARANTINED;
      OF_REFUSAL.put(refusal, fault ? UNAVAILABLE : valueOf(refusal.name()));
    }
  }

  private final int status;
  private final String wire = name().toLowerCase(Locale.ROOT);
  private final String title;
  private final String detail;

  ProblemCode(int status, String title, String detail) {
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  static ProblemCode of(Refusal refusal) {
    return OF_REFUSAL.get(refusal);
  }

  /** HTTP status. */
  int status() {
    return status;
  }

  /** The {@code code} of the problem document. */
  String wire() {
    return wire;
  }

  String title() {
    return title;
  }

  /** What the problem document says when there is nothing more particular to say. */
  String detail() {
    return detail;
  }
}
