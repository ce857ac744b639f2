package io.holdfast.gate;

import io.holdfast.metrics.Metrics;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/**
 * What an event loop has to say to the gate, gathered into script calls: one {@link GateLine}, or,
 * on a cluster, where a call stays within a slot, one a bucket. Bound to one event loop.
 */
final class GateCalls {
  private static final int ONLY = 0;

  private final Vertx vertx;
  private final RedisLink link;
  private final Metrics metrics;
  private final int queueMax;
  private final Map<Integer, GateLine> lines = new HashMap<>();
  private int depth;

  GateCalls(Vertx vertx, RedisLink link, int queueMax, Metrics metrics) {
    this.vertx = vertx;
    this.link = link;
    this.queueMax = queueMax;
    this.metrics = metrics;
  }

  /** Entries not answered yet. */
  int depth() {
    return depth;
  }

  /** Fails if Redis cannot be asked, or did not answer: then it may or may not have been done. */
  Future<GateCall.Reply> add(GateEntry entry) {
    if (!link.isUp()) {
      return Future.failedFuture("Redis is not connected");
    }
    if (depth >= queueMax) {
      return Future.failedFuture("the gate's queue is full");
    }
    depth++;
    GateCall call = new GateCall(entry, Promise.promise());
    lines
        .computeIfAbsent(
            link.isCluster() ? Ids.bucket(entry.wallet()) : ONLY,
            line -> new GateLine(vertx, link, metrics, answered -> depth -= answered))
        .add(call);
    return call.answer().future();
  }
}
