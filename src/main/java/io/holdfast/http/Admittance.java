package io.holdfast.http;

import io.holdfast.people.ApiKey;
import io.vertx.core.http.HttpServerRequest;

/** Whether somebody who is known may have what is asked for, now. */
final class Admittance {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Admittance() {}

  /**
   * What stands in the way, or null for nothing: a request that a page of somebody else may have
   * made with the caller's cookie, a permission that is missing, too many requests.
   *
   * @param sessionToken of who is signed in; null for a key
   * @param nowNanos as {@link System#nanoTime()}
   */
  static Problem objection(
      Reception reception,
      HttpServerRequest request,
      Route route,
      ApiKey key,
      String sessionToken,
      long nowNanos) {
    if (sessionToken != null) {
      if (!SessionCookies.isMeant(request, sessionToken)) {
        return Problem.csrf();
      }
      reception.endpoints().sessions().used(sessionToken, key);
    }
    Route.Access access = route.access();
    if (!access.permissions().isEmpty() && !key.hasAny(access.permissions())) {
      return Problem.forbidden(access.permissions());
    }
    long waitNanos = reception.rateLimiter().waitNanos(key.number(), nowNanos);
    return waitNanos > 0
        ? Problem.of(ProblemCode.RATE_LIMITED).retryAfter((int) (waitNanos / NANOS_PER_SECOND) + 1)
        : null;
  }
}
