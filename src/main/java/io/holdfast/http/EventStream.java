package io.holdfast.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;

/**
 * Server-sent events about one thing: each time it looks different from the last time, until it is
 * over or the caller has gone. Confined to its event loop.
 */
final class EventStream implements Telling {
  private static final long PERIOD_MILLIS = 500;

  /** After so many looks without news a comment keeps the connection alive. */
  private static final int QUIET_MAX = 30;

  /**
   * How it looks.
   *
   * @param over whether it will never look different again
   */
  record Look(String event, Buffer data, boolean over) {}

  private final Supplier<Future<Look>> looks;
  private final Runnable onStart;
  private final Runnable onEnd;
  private HttpServerResponse response;
  private Buffer last;
  private int quiet;
  private boolean ended;

  /**
   * @param onStart told when it begins
   * @param onEnd told once after that, when nothing more will be sent
   */
  EventStream(Supplier<Future<Look>> looks, Runnable onStart, Runnable onEnd) {
    this.looks = looks;
    this.onStart = onStart;
    this.onEnd = onEnd;
  }

  @Override
  public void start(Vertx vertx, HttpServerRequest request, HttpServerResponse to) {
    response = to;
    onStart.run();
    if (response.closed()) {
      end();
      return;
    }
    response.setChunked(true);
    response.closeHandler(gone -> end());
    response.exceptionHandler(gone -> end());
    request.connection().shutdownHandler(stopping -> end());
    look(vertx);
  }

  private void look(Vertx vertx) {
    if (ended) {
      return;
    }
    looks
        .get()
        .onSuccess(this::show)
        // What cannot be read now is read the next time.
        .eventually(() -> vertx.timer(PERIOD_MILLIS))
        .onComplete(again -> look(vertx));
  }

  private void show(Look look) {
    if (ended || response.writeQueueFull()) {
      return;
    }
    quiet++;
    if (!look.data().equals(last)) {
      quiet = 0;
      last = look.data();
      response.write("event: " + look.event() + "\ndata: " + look.data() + "\n\n");
    } else if (quiet == QUIET_MAX) {
      quiet = 0;
      response.write(":\n\n");
    }
    if (look.over()) {
      end();
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      onEnd.run();
      if (!response.ended() && !response.closed()) {
        response.end();
      }
    }
  }
}
