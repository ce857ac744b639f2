package io.holdfast.benchmarks.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Answers every request at once, with a 201 if it is not told otherwise; may stall once. */
final class StubServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final long stallMillis;
  private final AtomicBoolean stalled = new AtomicBoolean();

  /** Idempotency keys in the order in which they came. */
  final List<String> keys = new CopyOnWriteArrayList<>();

  private final int stallAfter;
  private final int refuseEvery;

  /**
   * Starts one.
   *
   * @param stallAfter requests; then comes one that is answered only after {@code stallMillis}, and
   *     with it all that come meanwhile
   */
  StubServer(int stallAfter, long stallMillis) {
    this(stallAfter, stallMillis, Integer.MAX_VALUE);
  }

  private StubServer(int stallAfter, long stallMillis, int refuseEvery) {
    this.stallAfter = stallAfter;
    this.stallMillis = stallMillis;
    this.refuseEvery = refuseEvery;
    this.server = vertx.createHttpServer().requestHandler(this::handle);
    server.listen(0, "127.0.0.1").await();
  }

  /** One that has too much to do for one request in so many. */
  static StubServer refusing(int oneIn) {
    return new StubServer(Integer.MAX_VALUE, 0, oneIn);
  }

  Target target() {
    return Target.local(server.actualPort(), "", "key");
  }

  private void handle(HttpServerRequest request) {
    keys.add(request.getHeader("Idempotency-Key"));
    if (keys.size() > stallAfter && stalled.compareAndSet(false, true)) {
      // The only event loop stands still, and with it every connection.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(stallMillis));
    }
    boolean refused = keys.size() % refuseEvery == 0;
    int status = refused ? 503 : 201;
    String answer =
        refused
            ? "{\"type\":\"unavailable\",\"outcome\":\"not_applied\"}"
            : "{\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\"}";
    request.body().onSuccess(body -> request.response().setStatusCode(status).end(answer));
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
