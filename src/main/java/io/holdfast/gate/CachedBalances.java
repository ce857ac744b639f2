package io.holdfast.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** Reads the cache as it is, for who compares it with the book. Bound to one event loop. */
public final class CachedBalances {
  private final LoadCalls calls;

  public CachedBalances(Vertx vertx, RedisLink link) {
    this.calls = new LoadCalls(vertx, link, "cached");
  }

  /** The available balance in minor units; empty if none is cached or something is pending. */
  public Future<Optional<Long>> available(long wallet) {
    return calls
        .add(wallet, List.of((wallet + ":").getBytes(US_ASCII)))
        .map(
            reply -> {
              String text = reply.toString();
              return text.isEmpty() ? Optional.<Long>empty() : Optional.of(Long.valueOf(text));
            });
  }
}
