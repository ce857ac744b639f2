package io.holdfast.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Server-sent events, as they happen, to one caller. Confined to its event loop. */
interface Telling {
  /**
   * Begins. The head of the answer is set but for what only events need, and not sent; the stream
   * ends the answer when it is over, when its caller has gone, and when the service stops.
   */
  void start(Vertx vertx, HttpServerRequest request, HttpServerResponse to);
}
