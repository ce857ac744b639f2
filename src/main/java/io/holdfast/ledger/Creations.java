package io.holdfast.ledger;

import io.holdfast.operation.Origin;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * Makes things that are no movements, each once for its idempotency key: the answer is kept in the
 * commit that makes the thing, and a repeated request gets it again. Bound to one event loop.
 *
 * <p>For what is made now and then; it takes four round trips. Movements have the journal.
 */
public final class Creations {
  private static final String BEGIN = SqlFiles.load("creation_begin");
  private static final String END = SqlFiles.load("creation_end");

  private final Pool pool;

  /** Works through this pool, which belongs to the same event loop and is closed by its owner. */
  public Creations(Pool pool) {
    this.pool = pool;
  }

  /** How making a thing ended. */
  public sealed interface Creation {}

  /**
   * Committed.
   *
   * @param body of the answer, as it was first given
   * @param replayed whether an earlier request under the same key made it
   */
  public record Made(Buffer body, boolean replayed) implements Creation {}

  /** The key was used for a different request. */
  public record KeyReused() implements Creation {}

  /**
   * Why a thing is not made, where that is the caller's doing. Nothing is kept: the key is free for
   * the corrected request.
   */
  public abstract static class NotMade extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected NotMade(String message) {
      super(message, null, false, false);
    }
  }

  /** Makes the thing on this connection, in the transaction that it is in. */
  @FunctionalInterface
  public interface Maker {
    /** The body of the answer; may fail with {@link NotMade}. */
    Future<Buffer> make(SqlConnection connection);
  }

  /**
   * Makes a thing, unless that was done under this key.
   *
   * @param origin with the request's key, or one made for it; a key is scoped to the business
   * @return fails with what the maker says in {@link NotMade}, or with a {@link
   *     io.holdfast.operation.Fault}
   */
  public Future<Creation> once(Origin origin, Maker maker) {
    return pool.withTransaction(connection -> once(connection, origin, maker))
        .recover(
            failure ->
                failure instanceof NotMade
                    ? Future.failedFuture(failure)
                    : PostgresFaults.<Creation>writing("making something").apply(failure));
  }

  private static Future<Creation> once(SqlConnection connection, Origin origin, Maker maker) {
    Tuple key = Tuple.of(origin.business(), origin.key().hash());
    return connection
        .preparedQuery(BEGIN)
        .execute(key)
        .compose(
            rows -> {
              Row earlier = rows.iterator().next();
              if (earlier.getLong(0) == null) {
                return maker
                    .make(connection)
                    .compose(body -> kept(connection, key, origin, body))
                    .map(body -> new Made(body, false));
              }
              return Future.succeededFuture(
                  earlier.getLong(0) == origin.fingerprint()
                      ? new Made(Buffer.buffer(earlier.getString(1)), true)
                      : new KeyReused());
            });
  }

  private static Future<Buffer> kept(
      SqlConnection connection, Tuple key, Origin origin, Buffer body) {
    return connection
        .preparedQuery(END)
        .execute(key.addLong(origin.fingerprint()).addString(body.toString()))
        .map(body);
  }
}
