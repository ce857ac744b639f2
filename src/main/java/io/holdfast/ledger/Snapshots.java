package io.holdfast.ledger;

import io.holdfast.ledger.Lookups.Snapshot;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads wallets for the cache: those that are asked for in one tick of the event loop by one query.
 * Bound to its event loop.
 */
final class Snapshots {
  private static final String SNAPSHOT = SqlFiles.load("snapshot");

  private final Context context;
  private final Pool pool;
  private List<Asked> tick = new ArrayList<>();

  private record Asked(long wallet, List<UUID> keys, Promise<Optional<Snapshot>> answer) {}

  Snapshots(Vertx vertx, Pool pool) {
    this.context = vertx.getOrCreateContext();
    this.pool = pool;
  }

  /** Empty if there is no wallet of this number. */
  Future<Optional<Snapshot>> of(long wallet, List<UUID> keys) {
    Asked asked = new Asked(wallet, keys, Promise.promise());
    tick.add(asked);
    if (tick.size() == 1) {
      context.runOnContext(nothing -> query());
    }
    return asked.answer().future();
  }

  private void query() {
    List<Asked> all = tick;
    tick = new ArrayList<>();
    pool.preparedQuery(SNAPSHOT)
        .execute(parameters(all))
        .map(Snapshots::byWallet)
        .recover(PostgresFaults.reading("reading wallets for the cache"))
        .onComplete(
            result -> {
              for (Asked asked : all) {
                if (result.succeeded()) {
                  asked.answer().complete(Optional.ofNullable(result.result().get(asked.wallet())));
                } else {
                  asked.answer().fail(result.cause());
                }
              }
            });
  }

  private static Tuple parameters(List<Asked> all) {
    List<Long> owners = new ArrayList<>();
    List<UUID> keys = new ArrayList<>();
    for (Asked asked : all) {
      for (UUID key : asked.keys()) {
        owners.add(asked.wallet());
        keys.add(key);
      }
    }
    return Tuple.of(
        all.stream().map(Asked::wallet).toArray(Long[]::new),
        owners.toArray(Long[]::new),
        keys.toArray(UUID[]::new));
  }

  private static Map<Long, Snapshot> byWallet(Iterable<Row> rows) {
    Map<Long, Snapshot> found = new HashMap<>();
    for (Row row : rows) {
      List<UUID> committed = Arrays.asList(row.getArrayOfUUIDs(8));
      found.put(row.getLong(9), new Snapshot(BookLookups.standing(row), committed));
    }
    return found;
  }
}
