package io.holdfast.ledger;

import io.holdfast.operation.Receipt;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What happened in a business, in order: each event has a position, from 1 and without gaps, and
 * whoever has read up to a position has read everything before it. Bound to one event loop.
 *
 * <p>Futures fail with a {@link io.holdfast.operation.Fault} (not applied) when the database cannot
 * answer, and with {@link Reads.IllegalCursor} for a cursor that no page gave.
 */
public final class Feed {
  private static final String LAST = SqlFiles.load("feed_last");
  private static final String EVENTS = SqlFiles.load("feed_events");
  private static final String TRANSACTIONS = SqlFiles.load("transaction_made");
  private static final String AUTHORIZATIONS = SqlFiles.load("authorization_left");

  /** Events looked at in one query where only some types are wanted. */
  private static final int LOOK = 1_000;

  /** Such queries for one page; after them the page is given as it is. */
  private static final int LOOKS_MAX = 10;

  private static final String TRANSACTION = "transaction.created";
  private static final int TRANSACTION_PLACE = 22;
  private static final int AUTHORIZATION_PLACE = 17;

  private final Pool pool;

  /** Reads through this pool, which belongs to the same event loop and is closed by its owner. */
  public Feed(Pool pool) {
    this.pool = pool;
  }

  /**
   * Something that happened. Exactly one of {@code receipt} and {@code data} is there.
   *
   * @param position in the feed of its business
   * @param createdAtMillis since 1970, UTC
   * @param receipt of a movement or a change of an authorization: what it was answered with
   * @param data JSON of anything else, as it was right after the change
   */
  public record Event(
      UUID id, long position, String type, long createdAtMillis, Receipt receipt, String data) {}

  /**
   * A piece of the feed.
   *
   * @param next where to go on, also when there is nothing yet
   */
  public record Piece(List<Event> data, String next) {}

  /** An event, and where it leads. */
  private record Place(
      long position, String type, long createdAtMillis, String data, Long wallet, long sequence) {
    boolean isTransaction() {
      return wallet != null && type.equals(TRANSACTION);
    }

    boolean isAuthorization() {
      return wallet != null && !type.equals(TRANSACTION);
    }
  }

  /**
   * Events after a place in the feed, oldest first.
   *
   * @param after where the last piece ended; empty for the beginning
   * @param types as {@code wallet.created} or {@code wallet.*}; empty for all. Where few of many
   *     events are wanted, a piece may have less than there is; what comes next is never left out
   */
  public Future<Piece> after(
      int business, Optional<String> after, Collection<String> types, int limit) {
    String list = "events/" + business;
    long from;
    try {
      from = after.map(text -> Cursors.read(list, text, 1)[0]).orElse(0L);
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    Wanted wanted = new Wanted(business, List.copyOf(types), limit);
    return last(business)
        .compose(last -> look(wanted, new ArrayList<>(), from, last, 0))
        .compose(
            looked ->
                events(business, looked.places())
                    .map(events -> new Piece(events, Cursors.write(list, looked.upto()))));
  }

  /** One event, by its id; empty if the business has none with this id. */
  public Future<Optional<Event>> event(int business, UUID id) {
    return at(business, Ids.sequence(id))
        .map(found -> found.filter(event -> event.id().equals(id)));
  }

  /** The event at a position. */
  public Future<Optional<Event>> at(int business, long position) {
    return places(business, position - 1, position, List.of())
        .compose(places -> events(business, places))
        .map(events -> events.stream().findFirst());
  }

  private record Wanted(int business, List<String> types, int limit) {}

  private record Looked(List<Place> places, long upto) {}

  private Future<Looked> look(Wanted wanted, List<Place> found, long from, long last, int looks) {
    int missing = wanted.limit() - found.size();
    if (missing == 0 || from >= last || looks == LOOKS_MAX) {
      return Future.succeededFuture(new Looked(found, from));
    }
    long upto = Math.min(last, from + (wanted.types().isEmpty() ? missing : LOOK));
    return places(wanted.business(), from, upto, wanted.types())
        .compose(
            places -> {
              found.addAll(places.subList(0, Math.min(missing, places.size())));
              long end = places.size() < missing ? upto : found.get(found.size() - 1).position();
              return look(wanted, found, end, last, looks + 1);
            });
  }

  private Future<Long> last(int business) {
    return rows(LAST, Tuple.of(business), row -> row.getLong(0))
        .map(found -> found.isEmpty() ? 0L : found.get(0));
  }

  private Future<List<Place>> places(int business, long after, long upto, List<String> types) {
    return rows(
        EVENTS,
        Tuple.of(business, after, upto)
            .addArrayOfString(types.isEmpty() ? null : types.toArray(String[]::new)),
        row ->
            new Place(
                row.getLong(0),
                row.getString(1),
                BookRows.millis(row, 2),
                row.getString(3),
                row.getLong(4),
                row.getLong(4) == null ? 0 : Math.abs(row.getLong(5))));
  }

  private Future<List<Event>> events(int business, List<Place> places) {
    Receipt[] receipts = new Receipt[places.size()];
    return fill(
            receipts,
            places,
            Place::isTransaction,
            TRANSACTIONS,
            TRANSACTION_PLACE,
            BookRows::transaction)
        .compose(
            nothing ->
                fill(
                    receipts,
                    places,
                    Place::isAuthorization,
                    AUTHORIZATIONS,
                    AUTHORIZATION_PLACE,
                    BookRows::authorization))
        .map(
            nothing -> {
              List<Event> events = new ArrayList<>(places.size());
              for (int i = 0; i < receipts.length; i++) {
                events.add(event(business, places.get(i), receipts[i]));
              }
              return events;
            });
  }

  /** Id of an event. Its number is no wallet's, so that it is never also that of a movement. */
  public static UUID id(int business, long createdAtMillis, long position) {
    return Ids.movement(createdAtMillis, Ids.NUMBER_MAX - business, position);
  }

  private static Event event(int business, Place place, Receipt receipt) {
    if ((receipt == null) == (place.data() == null)) {
      throw new IllegalStateException(
          "event " + place.position() + " of business " + business + " has no one document");
    }
    return new Event(
        id(business, place.createdAtMillis(), place.position()),
        place.position(),
        place.type(),
        place.createdAtMillis(),
        receipt,
        place.data());
  }

  /** Reads the documents of some of these events, where there are any. */
  private Future<Void> fill(
      Receipt[] receipts,
      List<Place> places,
      Predicate<Place> chosen,
      String sql,
      int placeColumn,
      Function<Row, Receipt> value) {
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < receipts.length; i++) {
      if (chosen.test(places.get(i))) {
        indexes.add(i);
      }
    }
    if (indexes.isEmpty()) {
      return Future.succeededFuture();
    }
    Long[] wallets = indexes.stream().map(i -> places.get(i).wallet()).toArray(Long[]::new);
    Long[] sequences = indexes.stream().map(i -> places.get(i).sequence()).toArray(Long[]::new);
    return rows(
            sql,
            Tuple.tuple().addArrayOfLong(wallets).addArrayOfLong(sequences),
            row -> receipts[indexes.get(row.getInteger(placeColumn) - 1)] = value.apply(row))
        .mapEmpty();
  }

  private <T> Future<List<T>> rows(String sql, Tuple parameters, Function<Row, T> value) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .map(
            rows -> {
              List<T> values = new ArrayList<>(rows.size());
              rows.forEach(row -> values.add(value.apply(row)));
              return values;
            })
        .recover(PostgresFaults.reading("reading events"));
  }
}
