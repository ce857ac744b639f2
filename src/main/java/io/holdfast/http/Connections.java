package io.holdfast.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of an event loop, and for how long each has owed a request: since it was opened,
 * or since the last answer on it.
 *
 * <p>Only a complete head ends that time. A time-out of silence would let a caller who sends a byte
 * now and then stay for ever.
 *
 * <p>Confined to its event loop, but for the number of open ones, which is the process's.
 */
final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final int max;
  private final AtomicInteger openInProcess;
  private final Set<HttpConnection> open = new HashSet<>();

  /** With the nanoseconds since when; the one that waited longest is first. */
  private final Map<HttpConnection, Long> waiting = new LinkedHashMap<>();

  /**
   * @param max open at a time in this process
   * @param openInProcess counts them for all event loops
   */
  Connections(int max, AtomicInteger openInProcess) {
    this.max = max;
    this.openInProcess = openInProcess;
  }

  /**
   * Takes in a new connection. One too many takes the place of the one that has waited longest for
   * a request: whoever keeps connections without using them loses those, and not others theirs.
   */
  void opened(HttpConnection connection) {
    open.add(connection);
    connection.closeHandler(nothing -> closed(connection));
    // A caller's doing, and often: Vert.x would log each with its stack. The connection is closed.
    connection.exceptionHandler(failure -> LOG.debug("a connection failed", failure));
    if (openInProcess.incrementAndGet() > max) {
      HttpConnection loser = waiting.isEmpty() ? connection : longestWaiting();
      waiting.remove(loser);
      loser.close();
    }
    waits(connection);
  }

  /** The head of a request is there. */
  void works(HttpConnection connection) {
    waiting.remove(connection);
  }

  /** Events are told in answer to it: until these end, the connection owes no other request. */
  void tells(HttpServerRequest request) {
    works(request.connection());
    request.response().endHandler(ended -> waits(request.connection()));
  }

  /** The request is answered, and all of it was read: the next one is due. */
  void waits(HttpConnection connection) {
    if (open.contains(connection)) {
      waiting.put(connection, System.nanoTime());
    }
  }

  /** Closes what has waited since before this moment of {@link System#nanoTime()}. */
  void closeWaitingSince(long nanos) {
    while (!waiting.isEmpty()) {
      HttpConnection longest = longestWaiting();
      if (waiting.get(longest) - nanos >= 0) {
        return;
      }
      waiting.remove(longest);
      longest.close();
    }
  }

  private HttpConnection longestWaiting() {
    Iterator<HttpConnection> order = waiting.keySet().iterator();
    return order.next();
  }

  private void closed(HttpConnection connection) {
    waiting.remove(connection);
    if (open.remove(connection)) {
      openInProcess.decrementAndGet();
    }
  }
}
