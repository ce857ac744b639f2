package io.holdfast.programs;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.Cursors;
import io.holdfast.ledger.Page;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.Reads;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Origin;
import io.holdfast.programs.MembershipRows.Due;
import io.holdfast.programs.NotPossible.Reason;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Clients' memberships: starting, pausing, resuming, cancelling and looking at them. Bound to one
 * event loop.
 *
 * <p>Futures fail with a {@link io.holdfast.operation.Fault} when the database cannot answer, lists
 * also with {@link Reads.IllegalCursor}, changes also with {@link NotPossible}.
 */
public final class Memberships {
  /** What was missed since the start is made up for, but not more than a year of it. */
  public static final Duration PAST_MAX = Duration.ofDays(366);

  /** Further ahead than this a start is more likely a slip of the pen. */
  public static final Duration FUTURE_MAX = Duration.ofDays(1_827);

  private static final String TERMS = SqlFiles.load("membership_terms");
  private static final String START = SqlFiles.load("membership_start");
  private static final String LOCKED = SqlFiles.load("membership_locked");
  private static final String TURN = SqlFiles.load("membership_turn");
  private static final String MEMBERSHIP = SqlFiles.load("membership");
  private static final String MEMBERSHIPS = SqlFiles.load("memberships");
  private static final String MEMBERSHIPS_OF_CLIENT = SqlFiles.load("memberships_of_client");
  private static final String PERIODS = SqlFiles.load("membership_periods");

  private final Pool pool;
  private final Creations creations;
  private final LongSupplier clockMillis;

  /**
   * Works through this pool, which belongs to the same event loop and is closed by its owner.
   *
   * @param clockMillis the time since 1970, UTC, for the order of ids
   */
  public Memberships(Pool pool, Creations creations, LongSupplier clockMillis) {
    this.pool = pool;
    this.creations = creations;
    this.clockMillis = clockMillis;
  }

  /**
   * A membership to be.
   *
   * @param plan id of an active plan of the business
   * @param clientReference a client that the business may not know yet
   * @param startsAtMillis since 1970
   * @param collection {@code automatic} or {@code external}
   * @param creditLimit of a wallet that has to be opened, in minor units
   */
  public record NewMembership(
      UUID plan,
      String clientReference,
      long startsAtMillis,
      String collection,
      long creditLimit) {}

  /** Which memberships to list; absent members do not restrict. */
  public record Filter(
      Optional<String> clientReference, Optional<String> status, Optional<UUID> plan) {}

  /** What can be done to a membership. */
  public enum Verb {
    PAUSED,
    RESUMED,
    CANCELLED;

    private final String stored = name().toLowerCase(Locale.ROOT);
  }

  /** A membership under the lock of this transaction. */
  private record Locked(Due due, String status, String document, Instant now) {
    static Locked of(Row row) {
      return new Locked(
          MembershipRows.due(row),
          row.getString(8),
          row.getString(9),
          MembershipRows.instant(row, 10));
    }

    Future<Integer> openAll(SqlConnection connection) {
      return due.next() == null
          ? Future.succeededFuture(0)
          : PeriodOpening.open(connection, List.of(due), now, Integer.MAX_VALUE);
    }
  }

  /** Starts a membership, once for its key; periods that have begun are there when it completes. */
  public Future<Creations.Creation> start(Origin origin, NewMembership asked) {
    return creations.once(
        origin,
        connection ->
            MembershipRows.one(
                    connection, TERMS, Tuple.of(origin.business(), asked.plan()), row -> row)
                .compose(
                    terms ->
                        terms.isEmpty()
                            ? refuse(Reason.NOT_FOUND)
                            : start(connection, origin, asked, terms.get())));
  }

  private Future<Buffer> start(
      SqlConnection connection, Origin origin, NewMembership asked, Row terms) {
    Instant startsAt = Instant.ofEpochMilli(asked.startsAtMillis());
    Instant now = MembershipRows.instant(terms, 2);
    if (!terms.getBoolean(1)) {
      return refuse(Reason.PLAN_NOT_ACTIVE);
    } else if (startsAt.isBefore(now.minus(PAST_MAX)) || startsAt.isAfter(now.plus(FUTURE_MAX))) {
      return refuse(Reason.START_OUT_OF_RANGE);
    }
    UUID id = Ids.random(clockMillis.getAsLong());
    Tuple parameters =
        Tuple.of(
            origin.business(),
            origin.actor(),
            id,
            terms.getLong(0),
            asked.clientReference(),
            asked.creditLimit(),
            asked.collection(),
            MembershipRows.parameter(startsAt),
            LocalDateTime.ofInstant(startsAt, ZoneId.of(terms.getString(3))));
    return connection
        .preparedQuery(START)
        .execute(parameters)
        .compose(started -> locked(connection, origin.business(), id))
        .compose(made -> made.openAll(connection))
        .compose(opened -> locked(connection, origin.business(), id))
        .map(made -> Buffer.buffer(made.document()));
  }

  /**
   * Pauses, resumes or cancels a membership, once for its key; one that is so already stays so.
   * Periods that have begun by then are not touched by it: they can be credited and paid.
   */
  public Future<Creations.Creation> turn(Origin origin, UUID id, Verb verb) {
    return creations.once(
        origin,
        connection ->
            locked(connection, origin.business(), id)
                .compose(locked -> locked.openAll(connection))
                .compose(opened -> locked(connection, origin.business(), id))
                .compose(locked -> turn(connection, locked, verb))
                .map(Buffer::buffer));
  }

  private static Future<String> turn(SqlConnection connection, Locked locked, Verb verb) {
    boolean paused = locked.status().equals("paused");
    boolean cancelled = locked.status().equals("cancelled");
    if (cancelled && verb != Verb.CANCELLED) {
      return refuse(Reason.MEMBERSHIP_CANCELLED);
    }
    boolean already =
        switch (verb) {
          case PAUSED -> paused;
          case RESUMED -> !paused;
          case CANCELLED -> cancelled;
        };
    if (already) {
      return Future.succeededFuture(locked.document());
    }
    Periods.Next next =
        verb == Verb.RESUMED
            ? Periods.notBegun(locked.due().rhythm(), locked.due().nextNumber(), locked.now())
            : null;
    Tuple parameters =
        Tuple.of(
            locked.due().number(),
            verb.stored,
            next == null ? null : next.number(),
            next == null ? null : MembershipRows.parameter(next.startsAt()));
    return MembershipRows.only(connection, TURN, parameters, row -> row.getString(0));
  }

  /** The document of a membership. */
  public Future<Optional<Buffer>> membership(int business, UUID id) {
    return MembershipRows.one(
            pool, MEMBERSHIP, Tuple.of(business, id), row -> Buffer.buffer(row.getString(1)))
        .recover(PostgresFaults.reading("reading a membership"));
  }

  /** Memberships, newest first. */
  public Future<Page<Listed>> memberships(
      int business, Filter filter, Optional<String> cursor, int limit) {
    String list = "memberships/" + business + "/" + filter;
    long below;
    try {
      below = cursor.map(text -> Cursors.read(list, text, 1)[0]).orElse(Long.MAX_VALUE);
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    Tuple parameters =
        Tuple.of(
            business, below, limit + 1, filter.status().orElse(null), filter.plan().orElse(null));
    boolean ofClient = filter.clientReference().isPresent();
    if (ofClient) {
      parameters.addString(filter.clientReference().get());
    }
    return MembershipRows.all(
            pool,
            ofClient ? MEMBERSHIPS_OF_CLIENT : MEMBERSHIPS,
            parameters,
            MembershipRows::listed)
        .map(found -> Page.of(found, limit, last -> Cursors.write(list, last.number())))
        .recover(PostgresFaults.reading("reading memberships"));
  }

  /** Periods that have begun, newest first; empty if there is no such membership. */
  public Future<Optional<Page<Listed>>> periods(
      int business, UUID id, Optional<String> cursor, int limit) {
    String list = "membership-periods/" + id;
    int below;
    try {
      below = cursor.map(text -> (int) Cursors.read(list, text, 1)[0]).orElse(Integer.MAX_VALUE);
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    return MembershipRows.all(
            pool,
            PERIODS,
            Tuple.of(business, id, below, limit + 1),
            row -> Optional.ofNullable(row.getInteger(0)).map(n -> new Listed(n, row.getString(1))))
        .map(
            found -> {
              List<Listed> begun = found.stream().flatMap(Optional::stream).toList();
              return found.isEmpty()
                  ? Optional.<Page<Listed>>empty()
                  : Optional.of(Page.of(begun, limit, last -> Cursors.write(list, last.number())));
            })
        .recover(PostgresFaults.reading("reading the periods of a membership"));
  }

  private static Future<Locked> locked(SqlConnection connection, int business, UUID id) {
    return MembershipRows.one(connection, LOCKED, Tuple.of(business, id), Locked::of)
        .compose(
            found ->
                found.isPresent() ? Future.succeededFuture(found.get()) : refuse(Reason.NOT_FOUND));
  }

  private static <T> Future<T> refuse(Reason reason) {
    return Future.failedFuture(new NotPossible(reason));
  }
}
