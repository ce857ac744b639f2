package io.holdfast.people;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.Page;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Origin;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** API keys. Bound to one event loop; see {@link People} for what futures fail with. */
public final class ApiKeys {
  private static final String CREATE = SqlFiles.load("create_key");
  private static final String LIST = SqlFiles.load("keys");
  private static final String REVOKE = SqlFiles.load("revoke_key");
  private static final String LOCK_MEMBER = SqlFiles.load("lock_member");

  private final Pool pool;
  private final Creations creations;
  private final Directory directory;
  private final LongSupplier clockMillis;

  ApiKeys(Pool pool, Creations creations, Directory directory, LongSupplier clockMillis) {
    this.pool = pool;
    this.creations = creations;
    this.directory = directory;
    this.clockMillis = clockMillis;
  }

  /** The time since 1970 by the database's clock. */
  public long nowMillis() {
    return directory.bookMillis();
  }

  /**
   * A key to be made.
   *
   * @param name 1 to 200 characters
   * @param expiresAtMillis since 1970, or null for never
   * @param staffId of the active member of staff it belongs to, or null for a machine's
   */
  public record Draft(
      String name, Set<Permission> permissions, Long expiresAtMillis, UUID staffId) {}

  /**
   * A key just made.
   *
   * @param secret shown this once; null where the request is one that was answered before
   */
  public record NewKey(ApiKey key, String secret) {}

  /**
   * Makes a key, once for the request's idempotency key. Its secret is kept nowhere, so a replay
   * cannot show it again.
   *
   * @param answer shows the key to who made it
   * @return fails with {@link Refused} if the member is not there, or may less than the key
   */
  public Future<Creations.Creation> create(
      Origin origin, Draft draft, Form<NewKey> answer, Form<ApiKey> shown) {
    String secret = Secret.make();
    AtomicReference<ApiKey> made = new AtomicReference<>();
    return creations
        .once(
            origin,
            connection ->
                insert(connection, origin, draft, secret)
                    .onSuccess(made::set)
                    .compose(key -> noted(connection, origin, key, shown))
                    .map(key -> answer.of(new NewKey(key, null))))
        .map(creation -> withSecret(creation, made.get(), secret, answer))
        .compose(directory::seen);
  }

  private static Creations.Creation withSecret(
      Creations.Creation creation, ApiKey made, String secret, Form<NewKey> answer) {
    boolean first = creation instanceof Creations.Made kept && !kept.replayed();
    return first ? new Creations.Made(answer.of(new NewKey(made, secret)), false) : creation;
  }

  private Future<ApiKey> insert(
      SqlConnection connection, Origin origin, Draft draft, String secret) {
    Tuple parameters =
        Tuple.of(
            Ids.random(clockMillis.getAsLong()),
            origin.business(),
            draft.name(),
            PeopleRows.names(draft.permissions()),
            Buffer.buffer(Secret.digest(secret)),
            draft.expiresAtMillis() == null
                ? null
                : Instant.ofEpochMilli(draft.expiresAtMillis()).atOffset(ZoneOffset.UTC));
    return owner(connection, origin.business(), draft)
        .compose(number -> connection.preparedQuery(CREATE).execute(parameters.addInteger(number)))
        .map(rows -> PeopleRows.key(rows.iterator().next(), draft.staffId()));
  }

  /** Number of the member of staff, locked so that a deactivation sees the key or prevents it. */
  private static Future<Integer> owner(SqlConnection connection, int business, Draft draft) {
    if (draft.staffId() == null) {
      return Future.succeededFuture();
    }
    return Writes.one(
            connection, LOCK_MEMBER, Tuple.of(business, draft.staffId()), PeopleRows::member)
        .compose(
            found -> {
              if (found.isEmpty() || !found.get().isActive()) {
                return Future.failedFuture(new Refused(Refused.Reason.NO_SUCH_MEMBER));
              }
              return draft.permissions().stream().allMatch(found.get()::may)
                  ? Future.succeededFuture(found.get().number())
                  : Future.failedFuture(new Refused(Refused.Reason.MORE_THAN_MEMBER));
            });
  }

  private static Future<ApiKey> noted(
      SqlConnection connection, Origin origin, ApiKey key, Form<ApiKey> shown) {
    return Trail.made(
            connection,
            origin.business(),
            origin.actor(),
            "api_key.created",
            key.id(),
            shown.of(key))
        .map(key);
  }

  /** Unrevoked keys, newest first. */
  public Future<Page<ApiKey>> list(int business, Optional<String> cursor, int limit) {
    return new Pages<>(pool, LIST, "keys", PeopleRows::listedKey, ApiKey::number)
        .read(business, cursor, limit);
  }

  /** Whether there was such a key; revoked on every instance within 5 s. */
  public Future<Boolean> revoke(ApiKey by, UUID id, Form<ApiKey> shown) {
    return Writes.change(
            pool,
            "revoking a key",
            connection ->
                Writes.one(connection, REVOKE, Tuple.of(by.business(), id), PeopleRows::listedKey)
                    .compose(
                        found ->
                            found.isEmpty()
                                ? Future.succeededFuture(false)
                                : Trail.gone(
                                        connection,
                                        by,
                                        "api_key.revoked",
                                        id,
                                        shown.of(found.get()))
                                    .map(true)))
        .compose(directory::seen);
  }
}
