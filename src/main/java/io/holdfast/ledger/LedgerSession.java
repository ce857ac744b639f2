package io.holdfast.ledger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL session of the ledger: it comes back when it breaks, and knows whether the server
 * still answers and may still be trusted.
 *
 * <p>A server that is frozen, or behind a network that swallows everything, keeps its connections
 * and says nothing, and no limit that is set at the server helps. So whatever is asked is watched
 * from here: first the session counts as silent, then it is given up. Twice a second it is asked
 * how it is, so that this shows without load too. What was asked is never asked again here.
 *
 * <p>Bound to one event loop, but for what says otherwise.
 */
final class LedgerSession {
  /** How often {@link #tick} is to be called. */
  static final long TICK_MILLIS = 50;

  private static final Logger LOG = LoggerFactory.getLogger(LedgerSession.class);
  private static final String POST = SqlFiles.load("post");
  private static final String POST_FORESEEN = SqlFiles.load("post_foreseen");
  private static final String CHECK = SqlFiles.load("durability");
  private static final long BACKOFF_FIRST_MILLIS = 20;
  private static final long BACKOFF_MAX_MILLIS = 1_000;
  private static final int PULSE_EVERY_TICKS = 10;

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final Committer.Bounds bounds;
  private final Predicate<List<String>> trusted;
  private final Runnable onChange;

  /** One connection: closing the pool ends it at once, whatever state it is in. */
  private static final class Open {
    final Pool pool;
    final PreparedStatement post;
    final PreparedStatement postForeseen;
    final PreparedStatement check;

    Open(
        Pool pool,
        PreparedStatement post,
        PreparedStatement postForeseen,
        PreparedStatement check) {
      this.pool = pool;
      this.post = post;
      this.postForeseen = postForeseen;
      this.check = check;
    }
  }

  /* Volatile for who asks on another loop. */
  private volatile Open open;
  private volatile boolean silent;
  private volatile String trouble = "not connected";
  private final AtomicInteger givenUp = new AtomicInteger();

  private Pool attempted;
  private int unanswered;
  private int quietTicks;
  private int untilPulse = PULSE_EVERY_TICKS;
  private boolean pulsing;
  private boolean closed;
  private int connections;
  private long backoffMillis = BACKOFF_FIRST_MILLIS;

  LedgerSession(
      Vertx vertx,
      PgConnectOptions options,
      Committer.Bounds bounds,
      Predicate<List<String>> trusted,
      Runnable onChange) {
    this.vertx = vertx;
    this.options = options;
    this.bounds = bounds;
    this.trusted = trusted;
    this.onChange = onChange;
  }

  /** Whether there is a session, and the server answers on it. From any thread. */
  boolean isUp() {
    return open != null && !silent;
  }

  /** Whether the server was asked something and says nothing. From any thread. */
  boolean isSilent() {
    return silent;
  }

  /** How many connections it has had. */
  int connections() {
    return connections;
  }

  /** How often a session was given up because it said nothing. From any thread. */
  int givenUp() {
    return givenUp.get();
  }

  /** In a few words, for operators. From any thread. */
  String state() {
    return silent ? "does not answer" : open != null ? "connected" : trouble;
  }

  /** Completes with the first attempt; later ones go on in the background. */
  Future<Void> connect() {
    Pool pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(1).setName("ledger"))
            .with(
                new NetClientOptions()
                    .setTcpKeepAlive(true)
                    .setConnectTimeout((int) bounds.connectTimeoutMillis()))
            .connectingTo(options)
            .using(vertx)
            .build();
    attempted = pool;
    quietTicks = 0;
    return pool.getConnection()
        .compose(connection -> prepared(pool, connection))
        .timeout(bounds.connectTimeoutMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(this::ready)
        .onFailure(
            failure -> {
              pool.close();
              attempted = null;
              // A refusal is an answer; no answer keeps the session silent, or makes it so.
              silent = failure instanceof TimeoutException;
              if (!closed) {
                LOG.warn("No PostgreSQL session for the ledger: {}", failure.getMessage());
              }
              retryLater(failure.getMessage());
            })
        .mapEmpty();
  }

  /** Posts a batch; fails with a time-out, and gives the session up, if nothing comes back. */
  Future<RowSet<Row>> post(Tuple parameters) {
    Open current = open;
    return current == null ? notOpen() : ask(current, current.post, parameters);
  }

  /** Posts a batch that was decided ahead; fails as {@link #post} does. */
  Future<RowSet<Row>> postForeseen(Tuple parameters) {
    Open current = open;
    return current == null ? notOpen() : ask(current, current.postForeseen, parameters);
  }

  private Future<RowSet<Row>> notOpen() {
    return Future.failedFuture(VertxException.noStackTrace(trouble));
  }

  /** To be called every {@link #TICK_MILLIS}, and not to be caught up with after a pause. */
  void tick() {
    if (unanswered > 0 || attempted != null) {
      // Ticks are counted, not time: a pause of this process is not the server's silence.
      quietTicks++;
      if (!silent && quietTicks * TICK_MILLIS >= bounds.stallMillis()) {
        silent = true;
        LOG.warn("PostgreSQL has not answered for {} ms", quietTicks * TICK_MILLIS);
        onChange.run();
      }
    }
    untilPulse--;
    if (untilPulse <= 0 && open != null && !pulsing) {
      pulse(open);
    }
  }

  Future<Void> close() {
    closed = true;
    Open current = open;
    open = null;
    if (attempted != null) {
      attempted.close();
    }
    return current == null ? Future.succeededFuture() : current.pool.close();
  }

  private Future<Open> prepared(Pool pool, SqlConnection connection) {
    return connection
        .prepare(CHECK)
        .compose(
            check ->
                check
                    .query()
                    .execute()
                    .compose(
                        rows -> {
                          String why = objection(rows);
                          return why == null
                              ? connection.prepare(POST)
                              : Future.failedFuture(VertxException.noStackTrace(why));
                        })
                    .compose(
                        post ->
                            connection
                                .prepare(POST_FORESEEN)
                                .map(foreseen -> new Open(pool, post, foreseen, check))))
        .onSuccess(
            fresh -> {
              connection.exceptionHandler(
                  broken -> LOG.debug("A session of the ledger broke", broken));
              connection.closeHandler(gone -> lost(fresh, "not connected"));
            });
  }

  /** Why nothing may be written there, or null. */
  private String objection(RowSet<Row> settings) {
    DurabilityCheck.Findings found = DurabilityCheck.read(settings.iterator().next());
    if (found.unusable() != null) {
      return "refused: " + found.unusable();
    }
    return trusted.test(found.unsafe()) ? null : "refused: " + String.join("; ", found.unsafe());
  }

  private void ready(Open fresh) {
    attempted = null;
    if (closed) {
      fresh.pool.close();
      return;
    }
    heard();
    untilPulse = PULSE_EVERY_TICKS;
    pulsing = false;
    unanswered = 0;
    backoffMillis = BACKOFF_FIRST_MILLIS;
    open = fresh;
    connections++;
    onChange.run();
  }

  private Future<RowSet<Row>> ask(Open current, PreparedStatement statement, Tuple parameters) {
    Promise<RowSet<Row>> outcome = Promise.promise();
    unanswered++;
    statement
        .query()
        .execute(parameters)
        .onSuccess(outcome::tryComplete)
        .onFailure(
            failure -> {
              boolean stillOpen =
                  failure instanceof PgException error && "ERROR".equals(error.getSeverity());
              if (!stillOpen) {
                // Before whoever waits sends the next one here.
                lost(current, "not connected");
                current.pool.close();
              }
              outcome.tryFail(failure);
            });
    long timer = vertx.setTimer(bounds.commitTimeoutMillis(), fired -> giveUp(current, outcome));
    return outcome
        .future()
        .andThen(
            (rows, failure) -> {
              vertx.cancelTimer(timer);
              if (open == current) {
                unanswered--;
                heard();
              }
            });
  }

  private void giveUp(Open current, Promise<RowSet<Row>> outcome) {
    if (open == current) {
      lost(current, "not connected");
      silent = true;
      givenUp.incrementAndGet();
    }
    outcome.tryFail("no answer within " + bounds.commitTimeoutMillis() + " ms");
    current.pool.close();
  }

  private void pulse(Open current) {
    pulsing = true;
    ask(current, current.check, Tuple.tuple())
        .onComplete(
            (rows, failure) -> {
              if (open != current) {
                return;
              }
              pulsing = false;
              untilPulse = PULSE_EVERY_TICKS;
              String why = failure == null ? objection(rows) : null;
              if (why != null) {
                drop(why);
              }
            });
  }

  /** Leaves a server that must not be written on, and comes back when that has changed. */
  void drop(String why) {
    Open current = open;
    if (current != null) {
      lost(current, why);
      // What is under way there ends as it would have.
      vertx.setTimer(bounds.commitTimeoutMillis(), fired -> current.pool.close());
    }
  }

  private void heard() {
    quietTicks = 0;
    if (silent) {
      silent = false;
      LOG.info("PostgreSQL answers again");
    }
  }

  private void lost(Open current, String why) {
    if (open != current) {
      return;
    }
    open = null;
    unanswered = 0;
    silent = false;
    if (!closed) {
      LOG.warn("Lost a PostgreSQL session of the ledger, {}; connecting again", why);
      retryLater(why);
      onChange.run();
    }
  }

  private void retryLater(String why) {
    if (closed) {
      return;
    }
    trouble = why != null && why.startsWith("refused: ") ? why : "not connected";
    vertx.setTimer(
        backoffMillis,
        fired -> {
          if (!closed && open == null && attempted == null) {
            connect();
          }
        });
    backoffMillis = Math.min(backoffMillis * 2, BACKOFF_MAX_MILLIS);
  }
}
