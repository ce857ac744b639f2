package io.holdfast.people;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.Page;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Origin;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Members of staff. Bound to one event loop; see {@link People} for what futures fail with. */
public final class Staff {
  private static final String CREATE = SqlFiles.load("create_staff");
  private static final String CREATE_ACTOR = SqlFiles.load("create_actor");
  private static final String UNKNOWN_LOCATIONS = SqlFiles.load("unknown_locations");
  private static final String LIST = SqlFiles.load("staff");
  private static final String GET = SqlFiles.load("member");
  private static final String LOCK = SqlFiles.load("lock_member");
  private static final String UPDATE = SqlFiles.load("update_member");
  private static final String SET_PASSWORD = SqlFiles.load("set_password");
  private static final String END_SESSIONS = SqlFiles.load("end_sessions");
  private static final String REVOKE_KEYS = SqlFiles.load("revoke_keys_of_staff");

  private final Pool pool;
  private final Creations creations;
  private final Directory directory;
  private final Passwords passwords;
  private final Attempts attempts;
  private final LongSupplier clockMillis;

  Staff(
      Pool pool,
      Creations creations,
      Directory directory,
      Passwords passwords,
      Attempts attempts,
      LongSupplier clockMillis) {
    this.pool = pool;
    this.creations = creations;
    this.directory = directory;
    this.passwords = passwords;
    this.attempts = attempts;
    this.clockMillis = clockMillis;
  }

  /**
   * A member to be made, or what is to be changed of one: nulls leave it as it is.
   *
   * @param locationIds the only ones that they may name; empty for all
   */
  public record Draft(
      String name, String email, Set<Permission> permissions, List<UUID> locationIds) {}

  /**
   * Makes a member of staff, once for the request's idempotency key.
   *
   * @param password or null for none yet
   * @return fails with {@link Refused} if the e-mail is taken or a location is not there
   */
  public Future<Creations.Creation> create(
      Origin origin, Draft draft, String password, Form<Member> shown) {
    Future<String> hash = password == null ? Future.succeededFuture() : passwords.hash(password);
    return hash.compose(
            kept ->
                creations.once(
                    origin,
                    connection ->
                        insert(connection, origin.business(), draft, kept, now())
                            .compose(made -> noted(connection, origin, made, shown))))
        .compose(directory::seen);
  }

  private long now() {
    return clockMillis.getAsLong();
  }

  /** Makes a member with the actor that the journal names. */
  static Future<Member> insert(
      SqlConnection connection, int business, Draft draft, String hash, long millis) {
    Tuple parameters =
        Tuple.of(
                Ids.random(millis),
                business,
                draft.name(),
                draft.email(),
                Emails.key(draft.email()))
            .addArrayOfString(PeopleRows.names(draft.permissions()))
            .addArrayOfUUID(draft.locationIds().toArray(UUID[]::new))
            .addString(hash);
    return knownLocations(connection, business, draft.locationIds())
        .compose(known -> Writes.one(connection, CREATE, parameters, PeopleRows::member))
        .compose(
            made ->
                made.isPresent()
                    ? connection
                        .preparedQuery(CREATE_ACTOR)
                        .execute(Tuple.of(Ids.random(millis), business, made.get().number()))
                        .map(made.get())
                    : Future.failedFuture(new Refused(Refused.Reason.EMAIL_TAKEN)));
  }

  private static Future<Void> knownLocations(
      SqlConnection connection, int business, List<UUID> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture();
    }
    return connection
        .preparedQuery(UNKNOWN_LOCATIONS)
        .execute(Tuple.of(business).addArrayOfUUID(ids.toArray(UUID[]::new)))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture()
                    : Future.failedFuture(new Refused(Refused.Reason.NO_SUCH_LOCATION)));
  }

  private static Future<Buffer> noted(
      SqlConnection connection, Origin origin, Member made, Form<Member> shown) {
    Buffer document = shown.of(made);
    return Trail.made(
            connection, origin.business(), origin.actor(), "staff.created", made.id(), document)
        .map(document);
  }

  /** Members, also deactivated ones, newest first. */
  public Future<Page<Member>> list(int business, Optional<String> cursor, int limit) {
    return new Pages<>(pool, LIST, "staff", PeopleRows::member, Member::number)
        .read(business, cursor, limit);
  }

  public Future<Optional<Member>> get(int business, UUID id) {
    return pool.withConnection(
            connection -> Writes.one(connection, GET, Tuple.of(business, id), PeopleRows::member))
        .recover(PostgresFaults.reading("reading a member of staff"));
  }

  /**
   * Changes an active member; on every instance within 5 s.
   *
   * @return empty if there is none; fails with {@link Refused} as {@link #create} does
   */
  public Future<Optional<Member>> update(ApiKey by, UUID id, Draft change, Form<Member> shown) {
    return onMember(
        by,
        id,
        "changing a member of staff",
        (connection, before) -> {
          Draft draft =
              new Draft(
                  change.name() == null ? before.name() : change.name(),
                  change.email() == null ? before.email() : change.email(),
                  change.permissions() == null ? before.permissions() : change.permissions(),
                  change.locationIds() == null ? before.locationIds() : change.locationIds());
          return knownLocations(connection, by.business(), draft.locationIds())
              .compose(known -> write(connection, before.number(), draft, false))
              .compose(
                  after ->
                      Trail.changed(
                              connection,
                              by,
                              "staff.updated",
                              id,
                              shown.of(before),
                              shown.of(after))
                          .map(after));
        });
  }

  /**
   * Deactivates a member for good: sessions end and keys are revoked, on every instance within 5 s.
   *
   * @return empty if there is no such active member
   */
  public Future<Optional<Member>> deactivate(
      ApiKey by, UUID id, Form<Member> shown, Form<ApiKey> shownKey) {
    return onMember(
        by,
        id,
        "deactivating a member of staff",
        (connection, before) -> {
          Draft same =
              new Draft(before.name(), before.email(), before.permissions(), before.locationIds());
          Tuple number = Tuple.of(before.number());
          return write(connection, before.number(), same, true)
              .compose(
                  after ->
                      Trail.changed(
                              connection,
                              by,
                              "staff.deactivated",
                              id,
                              shown.of(before),
                              shown.of(after))
                          .compose(noted -> connection.preparedQuery(END_SESSIONS).execute(number))
                          .compose(ended -> revokeKeys(connection, by, number, shownKey))
                          .map(after));
        });
  }

  private static Future<Void> revokeKeys(
      SqlConnection connection, ApiKey by, Tuple member, Form<ApiKey> shown) {
    return connection
        .preparedQuery(REVOKE_KEYS)
        .execute(member)
        .compose(
            rows -> {
              Future<Void> noted = Future.succeededFuture();
              for (var row : rows) {
                ApiKey key = PeopleRows.listedKey(row);
                noted =
                    noted.compose(
                        before ->
                            Trail.gone(connection, by, "api_key.revoked", key.id(), shown.of(key)));
              }
              return noted;
            });
  }

  /**
   * Gives an active member a password, and ends the sessions that began under another.
   *
   * @return empty if there is no such active member
   */
  public Future<Optional<Member>> setPassword(ApiKey by, UUID id, String password) {
    return setPassword(by, id, password, null);
  }

  /** How changing one's own password ended. */
  public sealed interface OwnPassword {
    /** Changed; other sessions have ended. */
    record Changed() implements OwnPassword {}

    /** The current one is another. */
    record Wrong() implements OwnPassword {}

    /** Tried too often; to be tried again after this. */
    record TooMany(long waitNanos) implements OwnPassword {}
  }

  /**
   * Changes the password of a member who is signed in.
   *
   * @param token of the session, which goes on
   */
  public Future<OwnPassword> changePassword(
      ApiKey member, String token, String current, String password) {
    long waitNanos = attempts.byMember(member.staffId());
    if (waitNanos > 0) {
      return Future.succeededFuture(new OwnPassword.TooMany(waitNanos));
    }
    return Sessions.ownHash(pool, member)
        .compose(kept -> passwords.matching(current, kept.stream().toList()))
        .compose(
            matching -> {
              if (matching.isEmpty()) {
                return Future.succeededFuture(new OwnPassword.Wrong());
              }
              attempts.succeeded(member.staffId());
              return setPassword(member, member.staffId(), password, token)
                  .map(
                      found ->
                          found.isPresent() ? new OwnPassword.Changed() : new OwnPassword.Wrong());
            });
  }

  private Future<Optional<Member>> setPassword(ApiKey by, UUID id, String password, String token) {
    // Before the dear part: an id that nobody has is not worth a hash.
    return get(by.business(), id)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(found)
                    : passwords.hash(password).compose(hash -> keep(by, id, hash, token)));
  }

  private Future<Optional<Member>> keep(ApiKey by, UUID id, String hash, String token) {
    Buffer kept = token == null ? null : Buffer.buffer(Secret.digest(token));
    return onMember(
        by,
        id,
        "setting a password",
        (connection, before) ->
            Writes.one(
                    connection,
                    SET_PASSWORD,
                    Tuple.of(before.number(), hash, kept),
                    PeopleRows::member)
                .map(Optional::orElseThrow)
                .compose(
                    after -> Trail.quietly(connection, by, "staff.password_set", id).map(after)));
  }

  private static Future<Member> write(
      SqlConnection connection, int number, Draft draft, boolean deactivate) {
    Tuple parameters =
        Tuple.of(number, draft.name(), draft.email(), Emails.key(draft.email()))
            .addArrayOfString(PeopleRows.names(draft.permissions()))
            .addArrayOfUUID(draft.locationIds().toArray(UUID[]::new))
            .addBoolean(deactivate);
    return Writes.one(connection, UPDATE, parameters, PeopleRows::member)
        .recover(Writes.taken(Refused.Reason.EMAIL_TAKEN))
        .map(Optional::orElseThrow);
  }

  /** Changes a member on this connection. */
  private interface OnMember {
    Future<Member> change(SqlConnection connection, Member before);
  }

  private Future<Optional<Member>> onMember(ApiKey by, UUID id, String what, OnMember change) {
    return Writes.change(
            pool,
            what,
            connection ->
                Writes.one(connection, LOCK, Tuple.of(by.business(), id), PeopleRows::member)
                    .compose(
                        found ->
                            found.isPresent() && found.get().isActive()
                                ? change.change(connection, found.get()).map(Optional::of)
                                : Future.succeededFuture(Optional.<Member>empty())))
        .compose(directory::seen);
  }
}
