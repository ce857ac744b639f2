package io.holdfast.gate;

import io.holdfast.operation.Answer;
import io.holdfast.operation.Exceeded;
import io.holdfast.operation.Refusal;

/**
 * Declines as they are kept in Redis: {@code fingerprint:code:available}, and where a limit said
 * no, {@code :resetsAtMillis:limit}.
 */
final class Declines {
  private static final int PARTS = 5;

  private Declines() {}

  static String record(long fingerprint, Answer.Refused declined) {
    String record = fingerprint + ":" + declined.reason().code() + ":" + declined.available();
    Exceeded exceeded = declined.exceeded();
    return exceeded == null
        ? record
        : record + ":" + exceeded.resetsAtMillis() + ":" + exceeded.limit();
  }

  static Reservation.DeclinedBefore read(String record) {
    // The limit is JSON, with colons of its own.
    String[] parts = record.split(":", PARTS);
    return new Reservation.DeclinedBefore(
        Long.parseLong(parts[0]),
        Refusal.ofCode(Integer.parseInt(parts[1])),
        Long.parseLong(parts[2]),
        parts.length == PARTS ? new Exceeded(parts[4], Long.parseLong(parts[3])) : null);
  }
}
