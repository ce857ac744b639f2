package io.holdfast.benchmarks.book;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads of Redis that block until they are answered. For one thread, not an event loop. */
public final class RedisReader implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 30;
  private static final String SCAN_COUNT = "1000";

  /** Below the client's limit of commands waiting for their answers. */
  private static final int BATCH = 1_000;

  private final Vertx vertx = Vertx.vertx();
  private final Redis redis;
  private final RedisConnection connection;

  /** Connects. */
  public RedisReader(String uri) {
    redis = Redis.createClient(vertx, uri);
    connection = await(redis.connect());
  }

  String version() {
    String info = await(connection.send(Request.cmd(Command.INFO).arg("server"))).toString();
    return info.lines()
        .filter(line -> line.startsWith("redis_version:"))
        .map(line -> line.substring(line.indexOf(':') + 1))
        .findFirst()
        .orElse("unknown");
  }

  String setting(String name) {
    Response answer = await(connection.send(Request.cmd(Command.CONFIG).arg("GET").arg(name)));
    return answer.containsKey(name) ? answer.get(name).toString() : "unknown";
  }

  /** All keys that match a pattern, each once. */
  List<String> keys(String pattern) {
    Set<String> keys = new TreeSet<>();
    String cursor = "0";
    do {
      Request scan = Request.cmd(Command.SCAN).arg(cursor).arg("MATCH").arg(pattern).arg("COUNT");
      Response page = await(connection.send(scan.arg(SCAN_COUNT)));
      cursor = page.get(0).toString();
      page.get(1).forEach(key -> keys.add(key.toString()));
    } while (!cursor.equals("0"));
    return List.copyOf(keys);
  }

  /** A field of each of these hashes, in their order; null where there is none. */
  List<String> fields(List<String> keys, String field) {
    List<String> values = new ArrayList<>(keys.size());
    for (int from = 0; from < keys.size(); from += BATCH) {
      List<Request> reads =
          keys.subList(from, Math.min(keys.size(), from + BATCH)).stream()
              .map(key -> Request.cmd(Command.HGET).arg(key).arg(field))
              .toList();
      for (Response value : await(connection.batch(reads))) {
        values.add(value == null ? null : value.toString());
      }
    }
    return values;
  }

  /** Number of fields of a hash, 0 if there is none. */
  long size(String key) {
    return await(connection.send(Request.cmd(Command.HLEN).arg(key))).toLong();
  }

  @Override
  public void close() {
    redis.close();
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Redis does not answer", e);
    }
  }
}
