package io.holdfast;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Map;
import java.util.TreeMap;

/** A Redis seen from outside, by whoever checks or disturbs it. For threads that may wait. */
public final class TestRedis implements AutoCloseable {
  private final Redis redis;

  public TestRedis(Vertx vertx, String uri) {
    redis = Redis.createClient(vertx, uri);
  }

  /** The answer to a command, given as its words. */
  public Response ask(String... words) {
    Request request = Request.cmd(Command.create(words[0]));
    for (int i = 1; i < words.length; i++) {
      request.arg(words[i]);
    }
    return TestServers.await(redis.send(request));
  }

  /** How often a command was called since the statistics were reset, also from scripts. */
  public int calls(String command) {
    String line = "cmdstat_" + command + ":calls=";
    return ask("INFO", "commandstats")
        .toString()
        .lines()
        .filter(it -> it.startsWith(line))
        .map(it -> Integer.valueOf(it.substring(line.length(), it.indexOf(','))))
        .findFirst()
        .orElse(0);
  }

  /** What is cached of a wallet, by field; {@code a} is the available balance. */
  public Map<String, String> wallet(long number) {
    return hash("hf:{" + (number & 255) + "}:w:" + number);
  }

  /** Marks of pending operations in the wallet's bucket. */
  public Map<String, String> marks(long wallet) {
    return hash("hf:{" + (wallet & 255) + "}:p");
  }

  /** All marks of pending operations. */
  public int marks() {
    int marks = 0;
    for (Response key : ask("KEYS", "hf:{*}:p")) {
      marks += ask("HLEN", key.toString()).toInteger();
    }
    return marks;
  }

  /** A hash, by field. */
  public Map<String, String> hash(String key) {
    Response all = ask("HGETALL", key);
    Map<String, String> fields = new TreeMap<>();
    for (String field : all.getKeys()) {
      fields.put(field, all.get(field).toString());
    }
    return fields;
  }

  @Override
  public void close() {
    redis.close();
  }
}
