package io.holdfast.people;

import io.holdfast.ledger.CallerContext;
import io.holdfast.ledger.PostgresFaults;
import io.holdfast.ledger.SqlFiles;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Businesses, locations, staff, API keys and sessions in memory: an immutable snapshot, replaced as
 * a whole.
 *
 * <p>One for the process; every method may be called from any thread and none blocks. Futures
 * complete on the event loop they were asked from, and fail with a {@link
 * io.holdfast.operation.Fault} (not applied) when the database cannot answer; the snapshot then
 * stays as it is.
 */
public final class Directory {
  private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
  private static final String KEYS = SqlFiles.load("directory_keys");
  private static final String SESSIONS = SqlFiles.load("directory_sessions");
  private static final String STAFF = SqlFiles.load("directory_staff");
  private static final String LOCATIONS = SqlFiles.load("directory_locations");
  private static final String BUSINESSES = SqlFiles.load("directory_businesses");
  private static final String LIMITED = SqlFiles.load("directory_limited");

  /** What another instance changed is seen here after this and the time of a query, within 5 s. */
  private static final long REFRESH_EVERY_MILLIS = 2_000;

  /** After a reading that failed. */
  private static final long RETRY_MILLIS = 500;

  /**
   * A reading that takes longer counts as failed, and its connection as lost: one whose other end
   * is gone without a word would keep revoked keys alive for a quarter of an hour.
   */
  private static final long READING_MILLIS_MAX = 1_500;

  /** Unknown secrets cost the database one reading in this time, however many come. */
  private static final long MISS_REFRESH_EVERY_MILLIS = 250;

  /** More unknown secrets than this do not wait for that reading: they are not admitted at once. */
  private static final int MISSES_WAITING_MAX = 64;

  private final Vertx vertx;
  private final Supplier<Pool> pools;
  private final LongSupplier nanos;
  private final AtomicInteger missesWaiting = new AtomicInteger();

  private volatile Snapshot snapshot = Snapshot.EMPTY;
  private volatile Pool pool;
  private volatile boolean closed;

  /* Guarded by this, which is never held while anything waits. */
  private Promise<Void> running;
  private Promise<Void> following;
  private Future<Void> nextMissRefresh;
  private long missRefreshFromMillis = nowMillis();
  private long timer = -1;

  /**
   * Reads through this pool, which is closed by its owner.
   *
   * @param nanos never goes back, as {@link System#nanoTime()}
   */
  public Directory(Vertx vertx, Pool pool, LongSupplier nanos) {
    this(vertx, () -> pool, nanos);
  }

  /**
   * Reads through a pool from here, and another if that one does not answer.
   *
   * @param pools makes them; one that does not answer is closed, the last one with Vert.x
   */
  public Directory(Vertx vertx, Supplier<Pool> pools, LongSupplier nanos) {
    this.vertx = vertx;
    this.pools = pools;
    this.pool = pools.get();
    this.nanos = nanos;
  }

  /** Reads everything, and from then on again every 2 s until closed. */
  public Future<Void> start() {
    return refresh().onSuccess(read -> schedule(REFRESH_EVERY_MILLIS));
  }

  /** Stops reading; look-ups go on with what is known. */
  public synchronized void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }

  /** The key with this secret, if the snapshot has it, unrevoked and unexpired. */
  public Optional<ApiKey> key(String secret) {
    return usable(snapshot.keyByHash(Secret.Hash.of(Secret.digest(secret))));
  }

  /** The member of staff who is signed in under this token, if the snapshot has the session. */
  public Optional<ApiKey> signedIn(String token) {
    Snapshot.Session session = snapshot.session(Secret.Hash.of(Secret.digest(token)));
    return session == null ? Optional.empty() : usable(session.who());
  }

  /** When the session under this token ends however much it is used; 0 if there is none. */
  long sessionEndsAtMillis(String token) {
    Snapshot.Session session = snapshot.session(Secret.Hash.of(Secret.digest(token)));
    return session == null ? 0 : session.endsAtMillis();
  }

  private Optional<ApiKey> usable(ApiKey key) {
    boolean usable =
        key != null && (key.expiresAtMillis() == null || bookMillis() < key.expiresAtMillis());
    return usable ? Optional.of(key) : Optional.empty();
  }

  /**
   * The time since 1970 by the database's clock, as far as is known here: instances that do not
   * agree on the time agree on what is over.
   */
  public long bookMillis() {
    return snapshot.bookMillis(nanos.getAsLong());
  }

  /** As {@link #key}, but asks the database again (coalesced and rate-limited) on a miss. */
  public Future<Optional<ApiKey>> authenticate(String secret) {
    return find(() -> key(secret));
  }

  /** As {@link #signedIn}, but asks the database again (coalesced and rate-limited) on a miss. */
  public Future<Optional<ApiKey>> findSignedIn(String token) {
    return find(() -> signedIn(token));
  }

  private Future<Optional<ApiKey>> find(Supplier<Optional<ApiKey>> lookUp) {
    Optional<ApiKey> known = lookUp.get();
    if (known.isPresent()) {
      return Future.succeededFuture(known);
    }
    if (missesWaiting.incrementAndGet() > MISSES_WAITING_MAX) {
      missesWaiting.decrementAndGet();
      return Future.succeededFuture(Optional.empty());
    }
    return CallerContext.on(refreshForMiss().onComplete(outcome -> missesWaiting.decrementAndGet()))
        .map(read -> lookUp.get());
  }

  /** Reads everything again; what was changed before this call is seen when it completes. */
  public Future<Void> refresh() {
    return CallerContext.on(readAgain());
  }

  /** What is committed is answered so, also when it cannot be read back just now. */
  <T> Future<T> seen(T change) {
    return refresh().map(change).otherwise(change);
  }

  /**
   * A business that has a key, or had.
   *
   * @throws NoSuchElementException if there is none with this number
   */
  public Business business(int number) {
    Business business = snapshot.business(number);
    if (business == null) {
      throw new NoSuchElementException("business " + number);
    }
    return business;
  }

  /** A location of this business, by id. */
  public Optional<Location> location(int business, UUID id) {
    return Optional.ofNullable(snapshot.location(id))
        .filter(location -> location.business() == business);
  }

  /** Id of a location by number; null for 0. */
  public UUID locationId(int number) {
    Location location = snapshot.location(number);
    return location == null ? null : location.id();
  }

  /** Whether a business has limits on what is spent. */
  public boolean isLimited(int business) {
    return snapshot.isLimited(business);
  }

  /** Who acts under this number, also when it may no more; null for 0, the service itself. */
  public Actor actor(int number) {
    return snapshot.actor(number);
  }

  /** A member of staff of this business, by id. */
  public Optional<Member> member(int business, UUID id) {
    return Optional.ofNullable(snapshot.member(id)).filter(member -> member.business() == business);
  }

  /**
   * A reading that begins after this call: at once if the last one for a miss began long enough
   * ago, else as soon as it will have been, for all misses until then.
   */
  private synchronized Future<Void> refreshForMiss() {
    long waitMillis = missRefreshFromMillis - nowMillis();
    if (waitMillis <= 0) {
      return refreshForMisses();
    }
    if (nextMissRefresh == null) {
      nextMissRefresh = later(waitMillis).compose(due -> refreshForMisses());
    }
    return nextMissRefresh;
  }

  private synchronized Future<Void> refreshForMisses() {
    nextMissRefresh = null;
    missRefreshFromMillis = nowMillis() + MISS_REFRESH_EVERY_MILLIS;
    return readAgain();
  }

  private Future<Void> later(long millis) {
    Promise<Void> then = Promise.promise();
    vertx.setTimer(millis, fired -> then.complete());
    return then.future();
  }

  /** For intervals, which a clock that is set must not stretch. */
  private static long nowMillis() {
    return System.nanoTime() / 1_000_000;
  }

  /** One reading at a time. A reading that is under way may have missed what the caller means. */
  private Future<Void> readAgain() {
    Promise<Void> mine;
    synchronized (this) {
      if (running != null) {
        if (following == null) {
          following = Promise.promise();
        }
        return following.future();
      }
      running = Promise.promise();
      mine = running;
    }
    read(mine);
    return mine.future();
  }

  private void read(Promise<Void> reading) {
    Pool asked = pool;
    snapshot(asked)
        .timeout(READING_MILLIS_MAX, TimeUnit.MILLISECONDS)
        .onFailure(failure -> giveUp(asked, failure))
        .recover(PostgresFaults.reading("reading businesses, people and keys"))
        .onComplete(
            outcome -> {
              if (outcome.succeeded()) {
                snapshot = outcome.result();
              }
              Promise<Void> next;
              synchronized (this) {
                next = following;
                running = next;
                following = null;
              }
              if (next != null) {
                read(next);
              }
              if (outcome.succeeded()) {
                reading.complete();
              } else {
                reading.fail(outcome.cause());
              }
            });
  }

  private void giveUp(Pool silent, Throwable failure) {
    if (failure instanceof TimeoutException && !closed) {
      Pool next = pools.get();
      if (next != silent) {
        pool = next;
        silent.close();
      }
    }
  }

  /** What refers to others first: by the time these are read, they are there. */
  private Future<Snapshot> snapshot(Pool pool) {
    long readNanos = nanos.getAsLong();
    return rows(pool, SESSIONS)
        .compose(sessions -> rows(pool, KEYS).compose(keys -> snapshot(pool, sessions, keys)))
        .map(rows -> Snapshot.of(readNanos, rows));
  }

  private static Future<Snapshot.Rows> snapshot(Pool pool, RowSet<Row> sessions, RowSet<Row> keys) {
    return rows(pool, STAFF)
        .compose(
            staff ->
                rows(pool, LOCATIONS)
                    .compose(
                        locations ->
                            rows(pool, BUSINESSES)
                                .compose(
                                    businesses ->
                                        rows(pool, LIMITED)
                                            .map(
                                                limited ->
                                                    new Snapshot.Rows(
                                                        sessions,
                                                        keys,
                                                        staff,
                                                        locations,
                                                        businesses,
                                                        limited)))));
  }

  private static Future<RowSet<Row>> rows(Pool pool, String sql) {
    return pool.preparedQuery(sql).execute();
  }

  /** Set anew after each reading, so that a slow database is never asked twice at a time. */
  private synchronized void schedule(long millis) {
    if (!closed) {
      timer = vertx.setTimer(millis, fired -> refreshAndSchedule());
    }
  }

  private void refreshAndSchedule() {
    readAgain()
        .onFailure(failure -> LOG.warn("{}; going on with what is known", failure.getMessage()))
        .onComplete(outcome -> schedule(outcome.succeeded() ? REFRESH_EVERY_MILLIS : RETRY_MILLIS));
  }
}
