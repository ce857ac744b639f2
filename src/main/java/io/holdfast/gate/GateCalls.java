package io.holdfast.gate;

import io.holdfast.metrics.Metrics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends what one tick of the event loop has to say to the gate as one script call, or, on a
 * cluster, as one a bucket. Bound to one event loop.
 */
final class GateCalls {
  /** Entries in one script call: what bounds the time for which Redis serves nobody else. */
  private static final int CALL_MAX = 64;

  /** Of an entry. */
  private static final int KEYS_MAX = 3;

  private static final int ARGS_MAX = 6;

  private static final LuaScript GATE = LuaScript.load("gate");

  private final Context context;
  private final RedisLink link;
  private final Metrics metrics;
  private final int queueMax;
  private List<GateCall> tick = new ArrayList<>();
  private int underWay;

  GateCalls(Vertx vertx, RedisLink link, int queueMax, Metrics metrics) {
    this.context = vertx.getOrCreateContext();
    this.link = link;
    this.queueMax = queueMax;
    this.metrics = metrics;
  }

  /** Entries not answered yet. */
  int depth() {
    return underWay;
  }

  /** Fails if Redis cannot be asked, or did not answer: then it may or may not have been done. */
  Future<GateCall.Reply> add(GateCall call) {
    if (!link.isUp()) {
      return Future.failedFuture("Redis is not connected");
    }
    if (underWay >= queueMax) {
      return Future.failedFuture("the gate's queue is full");
    }
    underWay++;
    tick.add(call);
    if (tick.size() == 1) {
      context.runOnContext(nothing -> flush());
    }
    return call.answer().future();
  }

  private void flush() {
    List<GateCall> calls = tick;
    tick = new ArrayList<>();
    if (!link.isCluster()) {
      send(calls);
      return;
    }
    Map<Integer, List<GateCall>> byBucket = new TreeMap<>();
    for (GateCall call : calls) {
      byBucket.computeIfAbsent(call.bucket(), bucket -> new ArrayList<>()).add(call);
    }
    byBucket.values().forEach(this::send);
  }

  private void send(List<GateCall> calls) {
    for (int from = 0; from < calls.size(); from += CALL_MAX) {
      run(calls.subList(from, Math.min(from + CALL_MAX, calls.size())));
    }
  }

  private void run(List<GateCall> calls) {
    List<String> keys = new ArrayList<>(calls.size() * KEYS_MAX);
    List<String> args = new ArrayList<>(calls.size() * ARGS_MAX + 1);
    args.add(link.epoch());
    for (GateCall call : calls) {
      keys.addAll(call.keys());
      args.addAll(call.args());
    }
    long startedNanos = System.nanoTime();
    link.run(GATE, keys, args)
        .onComplete(
            result -> {
              underWay -= calls.size();
              if (result.succeeded()) {
                metrics.recordGate(System.nanoTime() - startedNanos);
                answer(calls, result.result());
              } else {
                calls.forEach(call -> call.answer().fail(result.cause()));
              }
            });
  }

  private static void answer(List<GateCall> calls, Response replies) {
    int at = 0;
    for (GateCall call : calls) {
      GateCall.Reply reply = null;
      if (call.asks()) {
        reply = new GateCall.Reply(replies.get(at).toInteger(), replies.get(at + 1));
        at += 2;
      }
      call.answer().complete(reply);
    }
  }
}
