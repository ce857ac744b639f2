package io.holdfast.events;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.List;

/**
 * Looks up the addresses of hosts. On a few threads of its own: the system's resolver blocks, and
 * one that hangs must hold up nothing else.
 */
final class Names {
  private static final int THREADS = 4;

  /** Over it a look-up fails at once; the delivery is tried again later. */
  private static final int WAITING_MAX = 64;

  private final WorkerExecutor workers;
  private int waiting;

  Names(Vertx vertx) {
    this.workers = vertx.createSharedWorkerExecutor("webhook-names", THREADS);
  }

  /** All addresses of a host, or of an address as text. */
  Future<List<InetAddress>> addresses(String host) {
    if (waiting >= WAITING_MAX) {
      return Future.failedFuture(VertxException.noStackTrace("too many names to look up"));
    }
    waiting++;
    return workers
        .executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false)
        .onComplete(nothing -> waiting--);
  }

  void close() {
    workers.close();
  }
}
