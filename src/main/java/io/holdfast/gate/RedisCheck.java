package io.holdfast.gate;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;

/** Whether a Redis is one that the gate can work with. */
public final class RedisCheck {
  private static final int MAJOR_LEAST = 7;

  private RedisCheck() {}

  /** What is wrong, one sentence each; empty if nothing is. */
  public static Future<List<String>> problems(RedisLink link) {
    return link.send(Request.cmd(Command.INFO)).map(info -> problems(info.toString()));
  }

  static List<String> problems(String info) {
    List<String> problems = new ArrayList<>();
    String version = value(info, "redis_version");
    // Valkey says which Redis it stands in for; its own number is another line.
    if (Integer.parseInt(version.substring(0, version.indexOf('.'))) < MAJOR_LEAST) {
      problems.add("Redis is older than version 7: redis_version=" + version);
    }
    String policy = value(info, "maxmemory_policy");
    if (!policy.equals("noeviction")) {
      problems.add(
          "Redis may drop marks of pending operations to make room: maxmemory_policy=" + policy);
    }
    return problems;
  }

  /** What an answer in lines of name and value says of a name. */
  static String value(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Redis does not say its " + name));
  }
}
