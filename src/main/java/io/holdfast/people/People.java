package io.holdfast.people;

import io.holdfast.ledger.Cursors;
import io.holdfast.ledger.Page;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.Reads;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Changes to who may do what, and lists of them. Bound to one event loop.
 *
 * <p>A change is in this process's {@link Directory} when its future completes. Futures fail with a
 * {@link io.holdfast.operation.Fault} when the database cannot answer, lists also with {@link
 * Reads.IllegalCursor}.
 */
public final class People {
  private static final String CREATE_KEY = SqlFiles.load("create_key");
  private static final String KEYS = SqlFiles.load("keys");
  private static final String REVOKE_KEY = SqlFiles.load("revoke_key");
  private static final String CREATE_LOCATION = SqlFiles.load("create_location");
  private static final String LOCATIONS = SqlFiles.load("locations");

  private final Pool pool;
  private final Directory directory;
  private final LongSupplier clockMillis;

  /**
   * Works through this pool, which belongs to the same event loop and is closed by its owner.
   *
   * @param clockMillis the time since 1970, UTC, for the order of ids
   */
  public People(Pool pool, Directory directory, LongSupplier clockMillis) {
    this.pool = pool;
    this.directory = directory;
    this.clockMillis = clockMillis;
  }

  /** The time since 1970 by the database's clock. */
  public long nowMillis() {
    return directory.bookMillis();
  }

  /** A key just made. The secret is shown this once. */
  public record NewKey(ApiKey key, String secret) {}

  /** The business has a location with this reference already. */
  public static final class ReferenceTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReferenceTaken() {
      super("there is a location with this reference", null, false, false);
    }
  }

  /**
   * Makes a key.
   *
   * @param name 1 to 200 characters
   * @param expiresAtMillis since 1970, or null for never
   */
  public Future<NewKey> createKey(
      int business, String name, Set<Permission> permissions, Long expiresAtMillis) {
    String secret = Secret.make();
    Tuple parameters =
        Tuple.of(
            Ids.random(clockMillis.getAsLong()),
            business,
            name,
            permissions.stream().sorted().map(Permission::wire).toArray(String[]::new),
            Buffer.buffer(Secret.digest(secret)),
            expiresAtMillis == null
                ? null
                : Instant.ofEpochMilli(expiresAtMillis).atOffset(ZoneOffset.UTC));
    return pool.preparedQuery(CREATE_KEY)
        .execute(parameters)
        .map(rows -> new NewKey(PeopleRows.key(rows.iterator().next()), secret))
        .recover(PostgresFaults.writing("creating a key"))
        .compose(this::seen);
  }

  /** Unrevoked keys, newest first. */
  public Future<Page<ApiKey>> keys(int business, Optional<String> cursor, int limit) {
    return page(KEYS, "keys/" + business, business, cursor, limit, PeopleRows::key, ApiKey::number);
  }

  /** Whether there was such a key; revoked on every instance within 5 s. */
  public Future<Boolean> revokeKey(int business, UUID id) {
    return pool.preparedQuery(REVOKE_KEY)
        .execute(Tuple.of(business, id))
        .map(rows -> rows.rowCount() > 0)
        .recover(PostgresFaults.writing("revoking a key"))
        .compose(this::seen);
  }

  /**
   * Makes a location.
   *
   * @param reference to 100 characters, or null
   * @param name 1 to 200 characters
   * @param timeZone an IANA name
   * @return fails with {@link ReferenceTaken} if the business has such a location
   */
  public Future<Location> createLocation(
      int business, String reference, String name, String timeZone) {
    UUID id = Ids.random(clockMillis.getAsLong());
    return pool.preparedQuery(CREATE_LOCATION)
        .execute(Tuple.of(id, business, reference, name, timeZone))
        .recover(PostgresFaults.writing("creating a location"))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.failedFuture(new ReferenceTaken())
                    : seen(PeopleRows.location(rows.iterator().next())));
  }

  /** Locations, newest first. */
  public Future<Page<Location>> locations(int business, Optional<String> cursor, int limit) {
    return page(
        LOCATIONS,
        "locations/" + business,
        business,
        cursor,
        limit,
        PeopleRows::location,
        Location::number);
  }

  /** What is committed is answered so, also when it cannot be read back just now. */
  private <T> Future<T> seen(T change) {
    return directory.refresh().map(change).otherwise(change);
  }

  private <T> Future<Page<T>> page(
      String sql,
      String list,
      int business,
      Optional<String> cursor,
      int limit,
      Function<Row, T> value,
      ToLongFunction<T> number) {
    long below;
    try {
      below = cursor.map(text -> Cursors.read(list, text, 1)[0]).orElse((long) Integer.MAX_VALUE);
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    return pool.preparedQuery(sql)
        .execute(Tuple.of(business, (int) below, limit + 1))
        .map(
            rows -> {
              List<T> found = new ArrayList<>(rows.size());
              rows.forEach(row -> found.add(value.apply(row)));
              return Page.of(found, limit, last -> Cursors.write(list, number.applyAsLong(last)));
            })
        .recover(PostgresFaults.reading("listing"));
  }
}
