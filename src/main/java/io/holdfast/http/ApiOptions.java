package io.holdfast.http;

/**
 * Limits of the API.
 *
 * @param host to listen on
 * @param port to listen on; 0 for a free one, which the event loops of one deployment share
 * @param maxBodyBytes a larger body is answered 413
 * @param maxBatchBodyBytes the same for a batch
 * @param maxConnections open at a time in this process; for one more, the one that waited longest
 *     for a request is closed
 * @param maxInFlight requests that one event loop works on at a time; over it the answer is 503
 * @param requestTimeoutMillis from the end of a request's head until all of it must be there and
 *     answered; if it is not, it is answered 503
 * @param idleTimeoutSeconds within which a connection must bring the head of its first or next
 *     request, or is closed, and within which a caller must take something of its answer; longer
 *     than the request timeout
 * @param streamTimeoutSeconds for an answer that is streamed, the silence before its begin included
 */
public record ApiOptions(
    String host,
    int port,
    int maxBodyBytes,
    int maxBatchBodyBytes,
    int maxConnections,
    int maxInFlight,
    int requestTimeoutMillis,
    int idleTimeoutSeconds,
    int streamTimeoutSeconds) {
  public ApiOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port);
    }
    if (maxBodyBytes < 1
        || maxBatchBodyBytes < 1
        || maxConnections < 1
        || maxInFlight < 1
        || requestTimeoutMillis < 1) {
      throw new IllegalArgumentException("limits must be 1 or more");
    }
    if (idleTimeoutSeconds * 1000L <= requestTimeoutMillis) {
      throw new IllegalArgumentException("idle time-out within the request time-out");
    }
  }

  /**
   * 64 KiB bodies and 8 MiB batches, 10,000 connections, 2,048 requests a loop, 10 s for a request,
   * 5 minutes for a stream.
   */
  public static ApiOptions defaults(String host, int port) {
    return new ApiOptions(host, port, 65_536, 8 << 20, 10_000, 2_048, 10_000, 60, 300);
  }
}
