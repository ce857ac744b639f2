package io.holdfast.http;

import io.holdfast.operation.Fault;
import io.holdfast.people.ApiKey;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Whether somebody who is known may have what is asked for, now. */
final class Admittance {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private static final Problem NO_CHUNKS =
      Problem.of(
          ProblemCode.INVALID_REQUEST,
          "Results are sent in chunks, so that a broken answer is not taken for a whole one."
              + " HTTP/1.0 has none: ask with HTTP/1.1.");

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

  /**
   * What stands in the way of a batch, by its head and by how much there is to do, or null.
   *
   * @param lines whether it says that it comes in lines
   */
  static Problem ofBatch(Reception reception, HttpServerRequest request, boolean lines) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (request.version() == HttpVersion.HTTP_1_0) {
      return NO_CHUNKS;
    } else if (!Headers.isPlain(request.getHeader(HttpHeaders.CONTENT_ENCODING))
        || (!lines && !Headers.isJson(request.getHeader(HttpHeaders.CONTENT_TYPE)))) {
      return Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    } else if (!new BoundedBody(reception.options().maxBatchBodyBytes()).fits(length)) {
      return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE);
    }
    return reception.inFlight().hasRoom(true)
        ? null
        : Problem.unavailable(Fault.Outcome.NOT_APPLIED);
  }
}
