package io.holdfast.people;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.Page;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Origin;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Locations. Bound to one event loop; see {@link People} for what futures fail with. */
public final class Locations {
  private static final String CREATE = SqlFiles.load("create_location");
  private static final String LIST = SqlFiles.load("locations");
  private static final String GET = SqlFiles.load("location");
  private static final String LOCK = SqlFiles.load("lock_location");
  private static final String UPDATE = SqlFiles.load("update_location");

  private final Pool pool;
  private final Creations creations;
  private final Directory directory;
  private final LongSupplier clockMillis;

  Locations(Pool pool, Creations creations, Directory directory, LongSupplier clockMillis) {
    this.pool = pool;
    this.creations = creations;
    this.directory = directory;
    this.clockMillis = clockMillis;
  }

  /**
   * A location to be made, or what is to be changed of one: nulls leave it as it is.
   *
   * @param reference to 100 characters, or null
   * @param name 1 to 200 characters
   * @param timeZone an IANA name
   */
  public record Draft(String reference, String name, String timeZone) {}

  /**
   * Makes a location, once for the request's idempotency key.
   *
   * @return fails with {@link Refused} if the business has one with the reference
   */
  public Future<Creations.Creation> create(Origin origin, Draft draft, Form<Location> shown) {
    UUID id = Ids.random(clockMillis.getAsLong());
    Tuple parameters =
        Tuple.of(id, origin.business(), draft.reference(), draft.name(), draft.timeZone());
    return creations
        .once(
            origin,
            connection ->
                Writes.one(connection, CREATE, parameters, PeopleRows::location)
                    .compose(
                        made ->
                            made.<Future<Location>>map(Future::succeededFuture)
                                .orElseGet(Locations::taken))
                    .map(shown::of)
                    .compose(
                        document ->
                            Trail.made(
                                    connection,
                                    origin.business(),
                                    origin.actor(),
                                    "location.created",
                                    id,
                                    document)
                                .map(document)))
        .compose(directory::seen);
  }

  private static Future<Location> taken() {
    return Future.failedFuture(new Refused(Refused.Reason.REFERENCE_TAKEN));
  }

  /** Locations, newest first. */
  public Future<Page<Location>> list(int business, Optional<String> cursor, int limit) {
    return new Pages<>(pool, LIST, "locations", PeopleRows::location, Location::number)
        .read(business, cursor, limit);
  }

  public Future<Optional<Location>> get(int business, UUID id) {
    return pool.withConnection(
            connection -> Writes.one(connection, GET, Tuple.of(business, id), PeopleRows::location))
        .recover(PostgresFaults.reading("reading a location"));
  }

  /**
   * Changes a location.
   *
   * @return empty if there is none; fails with {@link Refused} if another one has the reference
   */
  public Future<Optional<Location>> update(ApiKey by, UUID id, Draft change, Form<Location> shown) {
    return Writes.change(
            pool,
            "changing a location",
            connection ->
                Writes.one(connection, LOCK, Tuple.of(by.business(), id), PeopleRows::location)
                    .compose(
                        found ->
                            found.isEmpty()
                                ? Future.succeededFuture(found)
                                : update(connection, by, found.get(), change, shown)
                                    .map(Optional::of)))
        .compose(directory::seen);
  }

  private static Future<Location> update(
      SqlConnection connection, ApiKey by, Location before, Draft change, Form<Location> shown) {
    Tuple parameters =
        Tuple.of(
            before.number(),
            change.reference() == null ? before.reference() : change.reference(),
            change.name() == null ? before.name() : change.name(),
            change.timeZone() == null ? before.timeZone() : change.timeZone());
    return Writes.one(connection, UPDATE, parameters, PeopleRows::location)
        .recover(Writes.taken(Refused.Reason.REFERENCE_TAKEN))
        .map(Optional::orElseThrow)
        .compose(
            after ->
                Trail.changed(
                        connection,
                        by,
                        "location.updated",
                        after.id(),
                        shown.of(before),
                        shown.of(after))
                    .map(after));
  }
}
