package io.holdfast.gate;

import io.holdfast.wallet.Ids;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends what one tick of the event loop has to say about loads of wallets as one call of one
 * script, or, on a cluster, as one a bucket. Bound to one event loop.
 */
final class LoadCalls {
  /** Wallets in one script call: what bounds the time for which Redis serves nobody else. */
  private static final int CALL_MAX = 64;

  private final Context context;
  private final RedisLink link;
  private final LuaScript script;
  private List<Entry> tick = new ArrayList<>();

  /** What the script is told of one wallet, and who waits for its reply. */
  private record Entry(long wallet, List<byte[]> args, Promise<Response> reply) {}

  LoadCalls(Vertx vertx, RedisLink link, String script) {
    this.context = vertx.getOrCreateContext();
    this.link = link;
    this.script = LuaScript.load(script);
  }

  /** Fails if Redis cannot be asked, or did not answer: then it may or may not have been done. */
  Future<Response> add(long wallet, List<byte[]> args) {
    Entry entry = new Entry(wallet, args, Promise.promise());
    tick.add(entry);
    if (tick.size() == 1) {
      context.runOnContext(nothing -> flush());
    }
    return entry.reply().future();
  }

  private void flush() {
    List<Entry> entries = tick;
    tick = new ArrayList<>();
    if (!link.isCluster()) {
      send(entries);
      return;
    }
    Map<Integer, List<Entry>> byBucket = new TreeMap<>();
    for (Entry entry : entries) {
      byBucket.computeIfAbsent(Ids.bucket(entry.wallet()), bucket -> new ArrayList<>()).add(entry);
    }
    byBucket.values().forEach(this::send);
  }

  private void send(List<Entry> entries) {
    for (int from = 0; from < entries.size(); from += CALL_MAX) {
      run(entries.subList(from, Math.min(from + CALL_MAX, entries.size())));
    }
  }

  private void run(List<Entry> entries) {
    link.run(script, written(entries, link.epoch()))
        .onComplete(
            result -> {
              for (int i = 0; i < entries.size(); i++) {
                Promise<Response> reply = entries.get(i).reply();
                if (result.succeeded()) {
                  reply.complete(result.result().get(i));
                } else {
                  reply.fail(result.cause());
                }
              }
            });
  }

  private static ScriptCall written(List<Entry> entries, String epoch) {
    int arguments = 1;
    for (Entry entry : entries) {
      arguments += entry.args().size();
    }
    ScriptCall call = new ScriptCall(entries.size() * 2, arguments);
    for (Entry entry : entries) {
      call.add(Keys.wallet(entry.wallet())).add(Keys.marks(Ids.bucket(entry.wallet())));
    }
    call.add(epoch);
    for (Entry entry : entries) {
      entry.args().forEach(call::add);
    }
    return call;
  }
}
