package io.holdfast.http;

/**
 * Limits of the API.
 *
 * @param host to listen on
 * @param port to listen on; 0 for a free one, which the event loops of one deployment share
 * @param maxBodyBytes a larger body is answered 413
 * @param maxInFlight requests that one event loop works on at a time; over it the answer is 503
 * @param requestTimeoutMillis after which a request without an answer is answered 503
 * @param idleTimeoutSeconds after which a silent connection is closed; longer than the request
 *     timeout
 */
public record ApiOptions(
    String host,
    int port,
    int maxBodyBytes,
    int maxInFlight,
    int requestTimeoutMillis,
    int idleTimeoutSeconds) {
  public ApiOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port);
    }
    if (maxBodyBytes < 1 || maxInFlight < 1 || requestTimeoutMillis < 1) {
      throw new IllegalArgumentException("limits must be 1 or more");
    }
    if (idleTimeoutSeconds * 1000L <= requestTimeoutMillis) {
      throw new IllegalArgumentException("idle time-out within the request time-out");
    }
  }

  /** 64 KiB bodies, 2,048 requests a loop, 10 s for a request. */
  public static ApiOptions defaults(String host, int port) {
    return new ApiOptions(host, port, 65_536, 2_048, 10_000, 60);
  }
}
