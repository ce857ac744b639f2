package io.holdfast.programs;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.Creations.Creation;
import io.holdfast.ledger.Creations.NotMade;
import io.holdfast.ledger.Cursors;
import io.holdfast.ledger.Page;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.Reads;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Origin;
import io.holdfast.people.Directory;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The definitions of limits; see the package for when a change is in force. Bound to one event
 * loop.
 *
 * <p>Futures fail with a {@link io.holdfast.operation.Fault} when the database cannot answer.
 */
public final class Limits {
  /** In force for one subject: each of them is looked at for each operation. */
  public static final int PER_SUBJECT_MAX = 20;

  private static final String CREATE = SqlFiles.load("create_limit");
  private static final String SUBJECT = SqlFiles.load("limit_subject");
  private static final String ALL = SqlFiles.load("limits");
  private static final String ONE = SqlFiles.load("limit");
  private static final String LOCK = SqlFiles.load("lock_limit");
  private static final String CHANGE = SqlFiles.load("change_limit");
  private static final String TELL = SqlFiles.load("tell_limit");

  private final Pool pool;
  private final Creations creations;
  private final Directory directory;

  /** Works through this pool, which belongs to the same event loop and is closed by its owner. */
  public Limits(Pool pool, Creations creations, Directory directory) {
    this.pool = pool;
    this.creations = creations;
    this.directory = directory;
  }

  /**
   * A limit to be made; see {@link Limit} for the parts.
   *
   * @param currency null to take the named wallet's, or where nothing but a count is limited
   */
  public record Draft(
      Limit.Scope scope,
      UUID scopeId,
      Limit.Window window,
      Long maxAmount,
      Long maxCount,
      String currency) {}

  /**
   * Who changes something of a business.
   *
   * @param actor number of the API key
   */
  public record Author(int business, int actor) {}

  /** The business has no such wallet or location. */
  public static final class NoSuchSubject extends NotMade {
    private static final long serialVersionUID = 1L;

    NoSuchSubject() {
      super("there is no such wallet or location");
    }
  }

  /** The wallet it is to be about is kept in another currency. */
  public static final class OtherCurrency extends NotMade {
    private static final long serialVersionUID = 1L;

    OtherCurrency() {
      super("the wallet is kept in another currency");
    }
  }

  /** There are as many limits on this as there can be. */
  public static final class TooMany extends NotMade {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("there are " + PER_SUBJECT_MAX + " limits on this");
    }
  }

  /** A limit without a currency cannot have an amount. */
  public static final class NoCurrency extends NotMade {
    private static final long serialVersionUID = 1L;

    NoCurrency() {
      super("a limit without a currency cannot have an amount");
    }
  }

  /**
   * Makes a limit. It counts from when it is in force: what was spent before in its window is not
   * charged to it.
   *
   * @param document a limit as callers see it
   * @return fails with {@link NoSuchSubject}, {@link OtherCurrency} or {@link TooMany}
   */
  public Future<Creation> create(Origin origin, Draft draft, Function<Limit, Buffer> document) {
    return creations
        .once(origin, connection -> make(connection, origin, draft, document))
        .compose(this::seen);
  }

  private Future<Buffer> make(
      SqlConnection connection, Origin origin, Draft draft, Function<Limit, Buffer> document) {
    return connection
        .preparedQuery(SUBJECT)
        .execute(
            Tuple.of(origin.business(), draft.scope().code(), draft.scopeId())
                .addLong(draft.scopeId() == null ? 0 : Ids.number(draft.scopeId())))
        .compose(
            rows -> {
              Row subject = rows.iterator().next();
              String currency = subject.getString(1);
              if (draft.scopeId() != null && subject.getLong(0) == null) {
                return Future.failedFuture(new NoSuchSubject());
              } else if (subject.getLong(2) >= PER_SUBJECT_MAX) {
                return Future.failedFuture(new TooMany());
              } else if (currency != null
                  && draft.currency() != null
                  && !currency.equals(draft.currency())) {
                return Future.failedFuture(new OtherCurrency());
              }
              return insert(
                  connection,
                  origin.business(),
                  draft,
                  subject.getLong(0),
                  currency == null ? draft.currency() : currency);
            })
        .compose(
            limit -> {
              Buffer body = document.apply(limit);
              Author author = new Author(origin.business(), origin.actor());
              return tell(connection, author, "limit.created", limit.id(), null, body).map(body);
            });
  }

  private Future<Limit> insert(
      SqlConnection connection, int business, Draft draft, Long subject, String currency) {
    Tuple parameters =
        Tuple.of(Ids.random(directory.bookMillis()), business, draft.scope().code(), subject)
            .addUUID(draft.scopeId())
            .addString(draft.window().wire())
            .addLong(draft.maxAmount())
            .addLong(draft.maxCount())
            .addString(currency);
    return connection
        .preparedQuery(CREATE)
        .execute(parameters)
        .map(rows -> limit(rows.iterator().next()));
  }

  /** Limits in force, newest first; fails also with {@link Reads.IllegalCursor}. */
  public Future<Page<Limit>> list(int business, Optional<String> cursor, int limit) {
    String name = "limits/" + business;
    long below;
    try {
      below = cursor.map(text -> Cursors.read(name, text, 1)[0]).orElse((long) Integer.MAX_VALUE);
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    return pool.preparedQuery(ALL)
        .execute(Tuple.of(business, (int) below, limit + 1))
        .map(
            rows -> {
              List<Limit> found = new ArrayList<>(rows.size());
              rows.forEach(row -> found.add(limit(row)));
              return Page.of(found, limit, last -> Cursors.write(name, last.number()));
            })
        .recover(PostgresFaults.reading("listing limits"));
  }

  /** A limit in force, with what its running window has taken. */
  public Future<Optional<Limit.Used>> find(int business, UUID id) {
    return pool.preparedQuery(ONE)
        .execute(Tuple.of(business, id))
        .map(rows -> first(rows).map(row -> new Limit.Used(limit(row), usage(row))))
        .recover(PostgresFaults.reading("looking up a limit"));
  }

  /**
   * Changes how much a limit allows, from its commit on.
   *
   * @param maxAmount minor units, or null to leave it
   * @param maxCount or null to leave it
   * @return empty if there is no such limit; fails with {@link NoCurrency}
   */
  public Future<Optional<Limit>> change(
      Author author, UUID id, Long maxAmount, Long maxCount, Function<Limit, Buffer> document) {
    return changing(
        author,
        id,
        (connection, before) -> {
          if (maxAmount != null && before.currency() == null) {
            return Future.failedFuture(new NoCurrency());
          }
          return changed(connection, before, maxAmount, maxCount, false)
              .compose(
                  after ->
                      tell(
                              connection,
                              author,
                              "limit.updated",
                              id,
                              document.apply(before),
                              document.apply(after))
                          .map(after));
        });
  }

  /** Ends a limit, with its commit; whether there was such a one. */
  public Future<Boolean> delete(Author author, UUID id, Function<Limit, Buffer> document) {
    return changing(
            author,
            id,
            (connection, before) ->
                changed(connection, before, null, null, true)
                    .compose(
                        gone ->
                            tell(
                                connection,
                                author,
                                "limit.deleted",
                                id,
                                document.apply(before),
                                null))
                    .map(before))
        .map(Optional::isPresent);
  }

  private interface Change {
    Future<Limit> make(SqlConnection connection, Limit before);
  }

  private Future<Optional<Limit>> changing(Author author, UUID id, Change change) {
    return pool.withTransaction(
            connection ->
                connection
                    .preparedQuery(LOCK)
                    .execute(Tuple.of(author.business(), id))
                    .compose(
                        rows ->
                            first(rows).isEmpty()
                                ? Future.succeededFuture(Optional.<Limit>empty())
                                : change
                                    .make(connection, limit(rows.iterator().next()))
                                    .map(Optional::of)))
        .recover(
            failure ->
                failure instanceof NotMade
                    ? Future.failedFuture(failure)
                    : PostgresFaults.<Optional<Limit>>writing("changing a limit").apply(failure))
        .compose(this::seen);
  }

  private static Future<Limit> changed(
      SqlConnection connection, Limit before, Long maxAmount, Long maxCount, boolean deleted) {
    return connection
        .preparedQuery(CHANGE)
        .execute(Tuple.of(before.number(), maxAmount, maxCount, deleted))
        .map(rows -> limit(rows.iterator().next()));
  }

  /** Adds to the trail of changes, and tells who listens: of what is gone, what it was. */
  private static Future<Void> tell(
      SqlConnection connection,
      Author author,
      String action,
      UUID id,
      Buffer before,
      Buffer after) {
    Tuple parameters =
        Tuple.of(author.business(), author.actor(), action, id)
            .addString(before == null ? null : before.toString())
            .addString(after == null ? null : after.toString());
    return connection.preparedQuery(TELL).execute(parameters).mapEmpty();
  }

  /** What is committed is answered so, also when it cannot be read back just now. */
  private <T> Future<T> seen(T change) {
    return directory.refresh().map(change).otherwise(change);
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }

  private static Limit limit(Row row) {
    return new Limit(
        row.getInteger(0),
        row.getUUID(1),
        Limit.Scope.ofCode(row.getShort(2)),
        row.getUUID(3),
        Limit.Window.ofWire(row.getString(4)),
        row.getLong(5),
        row.getLong(6),
        row.getString(7),
        millis(row, 8));
  }

  private static Limit.Usage usage(Row row) {
    return row.getLong(9) == null
        ? null
        : new Limit.Usage(row.getLong(9), row.getLong(10), millis(row, 11), millis(row, 12));
  }

  private static long millis(Row row, int column) {
    return row.getOffsetDateTime(column).toInstant().toEpochMilli();
  }
}
