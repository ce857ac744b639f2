package io.holdfast.gate;

import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Looks for marks of operations that nobody settled: their process died, or lost its connection.
 * Ages are by Redis's clock alone. Bound to one event loop.
 */
public final class RedisMarks implements Marks {
  private static final LuaScript MARKS = LuaScript.load("marks");

  /** Marks looked for in one script call, in terms of buckets and of marks found. */
  private static final int BUCKETS_A_CALL = 32;

  private static final int FOUND_MAX = 256;

  private final RedisLink link;

  public RedisMarks(RedisLink link) {
    this.link = link;
  }

  @Override
  public Future<List<Mark>> olderThan(int seconds) {
    List<Mark> found = new ArrayList<>();
    int step = link.isCluster() ? 1 : BUCKETS_A_CALL;
    Future<Void> chain = Future.succeededFuture();
    for (int bucket = 0; bucket < Ids.BUCKETS; bucket += step) {
      int first = bucket;
      chain = chain.compose(nothing -> look(first, step, seconds, found));
    }
    return chain.map(found);
  }

  private Future<Void> look(int firstBucket, int buckets, int seconds, List<Mark> found) {
    ScriptCall call = new ScriptCall(buckets, 2);
    for (int bucket = firstBucket; bucket < firstBucket + buckets; bucket++) {
      call.add(Keys.marks(bucket));
    }
    return link.run(MARKS, call.add(seconds).add(FOUND_MAX))
        .map(
            fields -> {
              for (Response field : fields) {
                found.add(mark(field.toString()));
              }
              return null;
            });
  }

  private static Mark mark(String field) {
    int colon = field.indexOf(':');
    return new Mark(
        Long.parseLong(field, 0, colon, 10), UUID.fromString(field.substring(colon + 1)));
  }
}
