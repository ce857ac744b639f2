package io.holdfast.events;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.Creations.Creation;
import io.holdfast.ledger.Cursors;
import io.holdfast.ledger.Feed;
import io.holdfast.ledger.Page;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.Reads;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Origin;
import io.holdfast.wallet.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Who is told by webhook, and what they were told. Everything is of one business; what is another's
 * is absent. Bound to one event loop.
 *
 * <p>Endpoints come and go as their JSON documents, which PostgreSQL writes. Futures fail with a
 * {@link io.holdfast.operation.Fault} when the database cannot answer, lists also with {@link
 * Reads.IllegalCursor}, making things with {@link Creations.NotMade}.
 */
public final class Webhooks {
  private static final String CREATE = SqlFiles.load("webhook_create");
  private static final String UPDATE = SqlFiles.load("webhook_update");
  private static final String DELETE = SqlFiles.load("webhook_delete");
  private static final String ROTATE = SqlFiles.load("webhook_rotate");
  private static final String ENDPOINTS = SqlFiles.load("webhook_endpoints");
  private static final String DELIVERIES = SqlFiles.load("webhook_deliveries");
  private static final String REPLAY = SqlFiles.load("webhook_replay");

  /** Endpoints that a business may have. */
  public static final int ENDPOINTS_MAX = 20;

  /** Secrets that an endpoint may have at a time: each signs every delivery. */
  private static final int SECRETS_MAX = 4;

  private static final int OVERLAP_SECONDS = 86_400;

  private final Pool pool;
  private final Creations creations;
  private final Feed feed;
  private final Targets targets;
  private final LongSupplier clockMillis;

  /**
   * Works through this pool, which belongs to the same event loop and is closed by its owner.
   *
   * @param clockMillis the time since 1970, UTC, for the order of ids
   */
  public Webhooks(Pool pool, Creations creations, Targets targets, LongSupplier clockMillis) {
    this.pool = pool;
    this.creations = creations;
    this.feed = new Feed(pool);
    this.targets = targets;
    this.clockMillis = clockMillis;
  }

  /** There is no such thing in this business. */
  public static final class NoSuchThing extends Creations.NotMade {
    private static final long serialVersionUID = 1L;

    NoSuchThing() {
      super("there is no such thing");
    }
  }

  /** The business has as many endpoints as it may have. */
  public static final class TooMany extends Creations.NotMade {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("too many webhook endpoints");
    }
  }

  /**
   * Something made that has a secret.
   *
   * @param creation with the document without the secret, which is kept nowhere else than where
   *     deliveries are signed
   * @param secret shown this once; null where the thing was made by an earlier request
   */
  public record WithSecret(Creation creation, String secret) {}

  /**
   * What is to change; null for what is not.
   *
   * @param eventTypes as {@code wallet.created}, {@code wallet.*} or {@code *}
   */
  public record Change(String url, List<String> eventTypes, String description, Boolean enabled) {}

  /**
   * One line of the log.
   *
   * @param status 0 pending, 1 succeeded, 2 failed
   * @param nextAttemptAtMillis null unless pending
   * @param attempts JSON
   */
  public record Delivery(
      UUID id,
      UUID eventId,
      String eventType,
      int status,
      Long nextAttemptAtMillis,
      long createdAtMillis,
      String attempts) {}

  private record Numbered<T>(long number, T thing) {}

  /** What is wrong with a URL to send to, or null. */
  public String fault(String url) {
    return targets.fault(url);
  }

  /** Makes an endpoint, which is told of what happens from now on. */
  public Future<WithSecret> create(Origin origin, Change terms) {
    byte[] secret = Signatures.newSecret();
    UUID id = Ids.random(clockMillis.getAsLong());
    return withSecret(
        secret,
        creations.once(
            origin,
            connection ->
                text(
                        connection,
                        CREATE,
                        Tuple.of(id, origin.business(), origin.actor(), terms.url())
                            .addArrayOfString(array(terms.eventTypes()))
                            .addString(terms.description())
                            .addBuffer(Buffer.buffer(secret))
                            .addInteger(ENDPOINTS_MAX))
                    .map(made -> Buffer.buffer(made.orElseThrow(TooMany::new)))));
  }

  /** Gives an endpoint another secret; the others sign along for a day. */
  public Future<WithSecret> rotate(Origin origin, UUID endpoint) {
    byte[] secret = Signatures.newSecret();
    return withSecret(
        secret,
        creations.once(
            origin,
            connection ->
                text(
                        connection,
                        ROTATE,
                        Tuple.of(
                            origin.business(),
                            endpoint,
                            origin.actor(),
                            Buffer.buffer(secret),
                            OVERLAP_SECONDS,
                            SECRETS_MAX))
                    .map(
                        ends ->
                            Buffer.buffer(
                                "{\"previous_secrets_expire_at\":\""
                                    + ends.orElseThrow(NoSuchThing::new)
                                    + "\"}"))));
  }

  /** The endpoint's document after the change; empty if there is none. */
  public Future<Optional<String>> update(int business, int actor, UUID endpoint, Change change) {
    return text(
            pool,
            UPDATE,
            Tuple.of(business, endpoint, actor, change.url())
                .addArrayOfString(array(change.eventTypes()))
                .addString(change.description())
                .addBoolean(change.enabled()))
        .recover(PostgresFaults.writing("changing a webhook endpoint"));
  }

  /** Whether there was such an endpoint. */
  public Future<Boolean> delete(int business, int actor, UUID endpoint) {
    return pool.preparedQuery(DELETE)
        .execute(Tuple.of(business, endpoint, actor))
        .map(rows -> rows.iterator().next().getBoolean(0))
        .recover(PostgresFaults.writing("deleting a webhook endpoint"));
  }

  /** The endpoint's document; empty if there is none. */
  public Future<Optional<String>> endpoint(int business, UUID endpoint) {
    return find(business, endpoint).map(found -> found.map(Numbered::thing));
  }

  /** Documents of the endpoints, newest first. */
  public Future<Page<String>> endpoints(int business, Optional<String> cursor, int limit) {
    return page(
        "webhook-endpoints/" + business,
        cursor,
        limit,
        below ->
            rows(
                ENDPOINTS,
                Tuple.of(business, (int) Math.min(below, Integer.MAX_VALUE), limit + 1)
                    .addUUID(null),
                row -> new Numbered<>(row.getInteger(0), row.getString(1))));
  }

  /** What was sent to an endpoint, newest first; empty if there is no such endpoint. */
  public Future<Optional<Page<Delivery>>> deliveries(
      int business, UUID endpoint, Optional<String> cursor, int limit) {
    return find(business, endpoint)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : page(
                            "webhook-deliveries/" + endpoint,
                            cursor,
                            limit,
                            below ->
                                rows(
                                    DELIVERIES,
                                    Tuple.of((int) found.get().number(), below, limit + 1),
                                    row -> delivery(row, business, found.get().number())))
                        .map(Optional::of));
  }

  /**
   * Sends an event once more; the creation's body is written by {@code form}.
   *
   * @return fails with {@link NoSuchThing} if there is no such endpoint or event
   */
  public Future<Creation> replay(
      Origin origin, UUID endpoint, UUID eventId, Function<Delivery, Buffer> form) {
    int business = origin.business();
    return find(business, endpoint)
        .compose(
            found ->
                feed.event(business, eventId)
                    .compose(
                        event ->
                            found.isEmpty() || event.isEmpty()
                                ? Future.failedFuture(new NoSuchThing())
                                : creations.once(
                                    origin,
                                    connection ->
                                        replay(
                                                connection,
                                                business,
                                                found.get().number(),
                                                event.get())
                                            .map(form))));
  }

  private static Future<Delivery> replay(
      SqlClient connection, int business, long endpoint, Feed.Event event) {
    return connection
        .preparedQuery(REPLAY)
        .execute(
            Tuple.of(
                (int) endpoint,
                event.position(),
                PostgresTimes.moment(event.createdAtMillis()),
                event.type()))
        .map(rows -> delivery(rows.iterator().next(), business, endpoint).thing());
  }

  private Future<Optional<Numbered<String>>> find(int business, UUID endpoint) {
    return rows(
            ENDPOINTS,
            Tuple.of(business, Integer.MAX_VALUE, 1, endpoint),
            row -> new Numbered<>(row.getInteger(0), row.getString(1)))
        .map(found -> found.stream().findFirst());
  }

  private static Future<WithSecret> withSecret(byte[] secret, Future<Creation> creation) {
    return creation.map(
        made -> {
          boolean isNew = made instanceof Creations.Made first && !first.replayed();
          return new WithSecret(made, isNew ? Signatures.shown(secret) : null);
        });
  }

  private static Numbered<Delivery> delivery(Row row, int business, long endpoint) {
    long number = row.getLong(0);
    long createdAtMillis = PostgresTimes.millis(row, 6);
    return new Numbered<>(
        number,
        new Delivery(
            Ids.movement(createdAtMillis, Ids.NUMBER_MAX / 2 - endpoint, number),
            Feed.id(business, PostgresTimes.millis(row, 2), row.getLong(1)),
            row.getString(3),
            row.getShort(4),
            row.getOffsetDateTime(5) == null ? null : PostgresTimes.millis(row, 5),
            createdAtMillis,
            row.getString(7)));
  }

  private static <T> Future<Page<T>> page(
      String list,
      Optional<String> cursor,
      int limit,
      Function<Long, Future<List<Numbered<T>>>> below) {
    long from;
    try {
      from = cursor.map(text -> Cursors.read(list, text, 1)[0]).orElse(Long.MAX_VALUE);
    } catch (Reads.IllegalCursor notOurs) {
      return Future.failedFuture(notOurs);
    }
    return below
        .apply(from)
        .map(
            found -> {
              Page<Numbered<T>> page =
                  Page.of(found, limit, last -> Cursors.write(list, last.number()));
              return new Page<>(page.data().stream().map(Numbered::thing).toList(), page.next());
            });
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
        .recover(PostgresFaults.reading("reading webhooks"));
  }

  private static Future<Optional<String>> text(SqlClient client, String sql, Tuple parameters) {
    return client
        .preparedQuery(sql)
        .execute(parameters)
        .map(rows -> Optional.ofNullable(rows.iterator().next().getString(0)));
  }

  private static String[] array(List<String> texts) {
    return texts == null ? null : texts.toArray(String[]::new);
  }
}
