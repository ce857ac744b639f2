package io.holdfast.people;

import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.function.LongSupplier;

/** The first business and a key to begin with; without them nobody could create the others. */
public final class Founding {
  private static final String FOUND = SqlFiles.load("found_business");

  private final Pool pool;
  private final LongSupplier clockMillis;

  /** Works through this pool, which is closed by its owner. */
  public Founding(Pool pool, LongSupplier clockMillis) {
    this.pool = pool;
    this.clockMillis = clockMillis;
  }

  /**
   * Makes what is missing; to be done at every start, by any number of instances at once. A secret
   * that differs from the last start's is one more key, and the old one goes on until revoked.
   *
   * @param name of the business, if there is none yet
   * @param adminSecret of the admin key, or null for none
   * @return number of the first business; fails with a {@link io.holdfast.operation.Fault}
   */
  public Future<Integer> found(String name, String adminSecret) {
    long now = clockMillis.getAsLong();
    Tuple parameters =
        Tuple.of(
            Ids.random(now),
            name,
            Ids.random(now),
            adminSecret == null ? null : Buffer.buffer(Secret.digest(adminSecret)));
    return pool.preparedQuery(FOUND)
        .execute(parameters)
        .map(rows -> rows.iterator().next().getInteger(0))
        .recover(PostgresFaults.writing("founding the first business"));
  }
}
