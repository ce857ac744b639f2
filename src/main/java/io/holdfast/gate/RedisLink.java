package io.holdfast.gate;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One held connection to Redis, which comes back with backoff when it breaks.
 *
 * <p>A held connection pipelines; a pooled one would serve one command at a time. Nothing is ever
 * sent again by itself, but for a script that Redis says it does not have: that one did not run. A
 * command that is not answered in time ends the connection, since its answer would come ahead of
 * the next one's. Bound to one event loop.
 */
public final class RedisLink {
  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
  private static final long BACKOFF_FIRST_MILLIS = 10;
  private static final long BACKOFF_MAX_MILLIS = 500;

  /** For an attempt to connect, handshake and all: a server may accept and then say nothing. */
  private static final long CONNECT_MILLIS = 3_000;

  /** Characters of 160 random bits in hexadecimal: no two servers that ever meet share them. */
  private static final int EPOCH_LENGTH = 12;

  private static final long EPOCH_PERIOD_MILLIS = 1_000;

  private final Vertx vertx;
  private final RedisOptions options;
  private final boolean cluster;
  private final long timeoutMillis;

  /** Volatile for readiness, which is asked on another loop. */
  private volatile RedisConnection connection;

  /** Of the connection, or of the attempt at it. */
  private Redis client;

  /** Volatile as the connection is, and set before it. */
  private volatile String epoch = "";

  private boolean closed;
  private long backoffMillis = BACKOFF_FIRST_MILLIS;

  /**
   * @param cluster whether the options name a cluster, where all keys of a command must share a
   *     slot
   * @param timeoutMillis after which a command counts as lost and the connection as broken
   */
  public RedisLink(Vertx vertx, RedisOptions options, boolean cluster, long timeoutMillis) {
    this.vertx = vertx;
    this.options = options;
    this.cluster = cluster;
    this.timeoutMillis = timeoutMillis;
  }

  /** Completes with the first attempt; later ones go on in the background. */
  public Future<Void> connect() {
    // A client for each attempt: closing it is the only way to end a connection for good. Closing
    // the connection gives it back to its client, commands without an answer and all.
    Redis attempt = Redis.createClient(vertx, new RedisOptions(options));
    client = attempt;
    return attempt
        .connect()
        .compose(fresh -> epochOf(fresh).map(current -> new Server(fresh, current)))
        .timeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
        .onSuccess(this::ready)
        .onFailure(
            failure -> {
              attempt.close();
              retryLater(failure.getMessage());
            })
        .mapEmpty();
  }

  public boolean isUp() {
    return connection != null;
  }

  /**
   * Which server this is, as a short text: another one after a restart and after a replica took
   * over, the same for all who are connected to it. Of a cluster, which of its line-ups.
   */
  String epoch() {
    return epoch;
  }

  public boolean isCluster() {
    return cluster;
  }

  /** Sends a command; a failure does not tell whether Redis carried it out. */
  public Future<Response> send(Request request) {
    RedisConnection current = connection;
    if (current == null) {
      return Future.failedFuture("Redis is not connected");
    }
    Promise<Response> answer = Promise.promise();
    long timer =
        vertx.setTimer(
            timeoutMillis,
            nothing -> {
              answer.tryFail("Redis did not answer in time");
              broken(current, "no answer in time");
            });
    current
        .send(request)
        .onComplete(
            result -> {
              vertx.cancelTimer(timer);
              if (result.succeeded()) {
                answer.tryComplete(result.result());
              } else {
                answer.tryFail(result.cause());
                if (!cluster && says(result.cause(), "READONLY")) {
                  // It was made a replica under us; the address may lead to its successor by now.
                  broken(current, "it became a replica");
                }
              }
            });
    return answer.future();
  }

  /** Completes when the server has given a sign of life. */
  public Future<?> ping() {
    return send(Request.cmd(Command.PING));
  }

  /**
   * Runs a script by its digest, or by its source where Redis does not have it. Nobody may add to
   * the call any more.
   */
  Future<Response> run(LuaScript script, ScriptCall call) {
    return send(call.byDigest(script))
        .recover(
            failure ->
                says(failure, "NOSCRIPT")
                    ? send(call.bySource(script))
                    : Future.failedFuture(failure));
  }

  private static boolean says(Throwable failure, String word) {
    return failure.getMessage() != null && failure.getMessage().startsWith(word);
  }

  public Future<Void> close() {
    closed = true;
    connection = null;
    return client == null ? Future.succeededFuture() : client.close();
  }

  /** A connection, and which server it leads to. */
  private record Server(RedisConnection connection, String epoch) {}

  private Future<String> epochOf(RedisConnection server) {
    Request question =
        cluster
            ? Request.cmd(Command.CLUSTER).arg("INFO")
            : Request.cmd(Command.INFO).arg("server").arg("replication");
    String name = cluster ? "cluster_current_epoch" : "run_id";
    return server
        .send(question)
        .map(
            info -> {
              if (!cluster && !RedisCheck.value(info.toString(), "role").equals("master")) {
                throw new IllegalStateException("it is a replica");
              }
              return RedisCheck.value(info.toString(), name);
            })
        .map(value -> value.length() > EPOCH_LENGTH ? value.substring(0, EPOCH_LENGTH) : value);
  }

  /** A cluster changes its line-up under a connection that lasts. */
  private void watchEpoch(RedisConnection current) {
    vertx.setTimer(
        EPOCH_PERIOD_MILLIS,
        nothing -> {
          if (connection == current) {
            epochOf(current)
                .onSuccess(value -> epoch = value)
                .onComplete(done -> watchEpoch(current));
          }
        });
  }

  private void ready(Server server) {
    if (closed) {
      return;
    }
    RedisConnection fresh = server.connection();
    epoch = server.epoch();
    if (cluster) {
      watchEpoch(fresh);
    }
    fresh.exceptionHandler(failure -> broken(fresh, failure.getMessage()));
    fresh.endHandler(nothing -> broken(fresh, "the connection ended"));
    connection = fresh;
    backoffMillis = BACKOFF_FIRST_MILLIS;
  }

  private void broken(RedisConnection lost, String reason) {
    if (connection != lost) {
      return;
    }
    connection = null;
    client.close();
    if (!closed) {
      LOG.warn("Lost the connection to Redis: {}", reason);
      retryLater(reason);
    }
  }

  private void retryLater(String reason) {
    if (closed) {
      return;
    }
    LOG.debug("No connection to Redis yet: {}", reason);
    vertx.setTimer(backoffMillis, nothing -> connect());
    backoffMillis = Math.min(backoffMillis * 2, BACKOFF_MAX_MILLIS);
  }
}
