package io.holdfast.http;

import io.vertx.core.MultiMap;
import java.util.List;

/** The {@code Request-Timeout-Ms} header: 1 to 60,000. */
final class RequestTimeouts {
  private static final long MILLIS_MAX = 60_000;

  private RequestTimeouts() {}

  /** What the header says, in milliseconds; 0 if it is not there, or if it is a fault. */
  static long read(MultiMap headers, Fields faults) {
    List<String> all = headers.getAll(Headers.REQUEST_TIMEOUT_MS);
    if (all.isEmpty()) {
      return 0;
    }
    String text = all.size() == 1 ? all.get(0) : "";
    long millis = text.matches("[0-9]{1,5}") ? Long.parseLong(text) : 0;
    if (millis >= 1 && millis <= MILLIS_MAX) {
      return millis;
    }
    String range = "must be there once, with 1 to " + MILLIS_MAX;
    faults.reject(InputFault.inHeader("Request-Timeout-Ms", range));
    return 0;
  }
}
