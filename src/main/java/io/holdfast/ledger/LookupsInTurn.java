package io.holdfast.ledger;

import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Look-ups of which only so many are under way, and the others wait: for batches, whose operations
 * may all be repetitions that want to be looked up, so that they neither fill the queue of those
 * who came alone nor wait in it for too long. Bound to one event loop.
 */
public final class LookupsInTurn implements Lookups {
  private static final int UNDER_WAY_MAX = 32;

  private final Lookups lookups;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private int underWay;

  public LookupsInTurn(Lookups lookups) {
    this.lookups = lookups;
  }

  @Override
  public Future<Optional<Review>> review(long wallet, UUID key) {
    return inTurn(() -> lookups.review(wallet, key));
  }

  @Override
  public Future<Optional<Snapshot>> snapshot(long wallet, List<UUID> keys) {
    return lookups.snapshot(wallet, keys);
  }

  @Override
  public Future<Map<UUID, Posted.Repeated>> taken(long wallet, List<UUID> keys) {
    return inTurn(() -> lookups.taken(wallet, keys));
  }

  @Override
  public Future<Receipt> receipt(long wallet, OperationKind kind, long sequence) {
    return inTurn(() -> lookups.receipt(wallet, kind, sequence));
  }

  @Override
  public Future<Made> made(long wallet, long sequence) {
    return inTurn(() -> lookups.made(wallet, sequence));
  }

  @Override
  public Future<List<Expired>> expired(int limit) {
    return lookups.expired(limit);
  }

  private <T> Future<T> inTurn(Supplier<Future<T>> question) {
    Promise<T> answer = Promise.promise();
    waiting.add(() -> question.get().onComplete(answer));
    answer
        .future()
        .onComplete(
            done -> {
              underWay--;
              next();
            });
    next();
    return answer.future();
  }

  private void next() {
    while (underWay < UNDER_WAY_MAX && !waiting.isEmpty()) {
      underWay++;
      waiting.poll().run();
    }
  }
}
