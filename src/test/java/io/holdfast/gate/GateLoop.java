package io.holdfast.gate;

import io.holdfast.TestCore;
import io.holdfast.TestServers;
import io.holdfast.metrics.Metrics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.util.function.Function;

/**
 * A gate on an event loop of its own, for threads that may wait. Starts whether or not its server
 * is there.
 */
record GateLoop(Context context, RedisLink link, RedisGate gate) {
  static final int TIMEOUT_MILLIS = 300;

  static GateLoop start(Vertx vertx, String redisUri, int queueMax) {
    return start(vertx, new RedisOptions().setConnectionString(redisUri), false, queueMax);
  }

  static GateLoop startOnCluster(Vertx vertx, String redisUri) {
    RedisOptions options =
        new RedisOptions().setType(RedisClientType.CLUSTER).addConnectionString(redisUri);
    return start(vertx, options, true, 1_000);
  }

  private static GateLoop start(Vertx vertx, RedisOptions options, boolean cluster, int queueMax) {
    return TestCore.onLoop(
        vertx,
        own -> {
          RedisLink link = new RedisLink(own, options, cluster, TIMEOUT_MILLIS);
          RedisGate gate = new RedisGate(own, link, queueMax, new Metrics());
          return link.connect()
              .otherwiseEmpty()
              .map(new GateLoop(own.getOrCreateContext(), link, gate));
        });
  }

  /** Asks on the event loop and waits for the answer. */
  <T> T ask(Function<RedisGate, Future<T>> question) {
    return TestServers.await(submit(question));
  }

  /** Asks on the event loop, in one tick. */
  <T> Future<T> submit(Function<RedisGate, Future<T>> question) {
    Promise<T> answer = Promise.promise();
    context.runOnContext(nothing -> question.apply(gate).onComplete(answer));
    return answer.future();
  }

  void close() {
    Promise<Void> closed = Promise.promise();
    context.runOnContext(nothing -> link.close().onComplete(closed));
    TestServers.await(closed.future());
  }
}
