package io.holdfast.programs;

import io.holdfast.authorize.Sweep;
import io.holdfast.authorize.Timers;
import io.holdfast.ledger.Ledger;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.programs.MembershipRows.Uncredited;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Begins the periods of memberships, and credits those that credit themselves.
 *
 * <p>Two steps, each of a chunk: periods are begun and their memberships moved on in one commit;
 * then what is begun and not credited is credited, and noted as credited. A step that ends between
 * is taken up by whoever comes next, this instance or another: the book says what is left to do,
 * and the period's own key in the journal that it is done once. Instances share the work, since
 * each skips what another has locked; the locks of one that dies are gone with its session, those
 * of one that is frozen after 15 s.
 *
 * <p>After each chunk it rests, a third as long as the chunk took: a part of the time belongs to
 * the checkouts alone, however many periods begin at one midnight. Bound to one event loop.
 */
public final class MembershipSweep {
  private static final String DUE = SqlFiles.load("memberships_due");
  private static final String TO_CREDIT = SqlFiles.load("membership_periods_to_credit");
  private static final String LOCKS_END = "SET LOCAL idle_in_transaction_session_timeout = '15s'";

  /** At a time; more would hold up the checkouts that share the commit. */
  private static final int CHUNK = 250;

  /** Of one membership at a time. */
  private static final int PERIODS_MAX = 100;

  private static final long REST_MILLIS_MIN = 5;

  /** Of the time that a chunk took, it rests one part in so many. */
  private static final int REST_SHARE = 3;

  private final Timers timers;
  private final Pool pool;
  private final PeriodCredits credits;
  private final Sweep sweep;

  /** Works through this pool, which belongs to the same event loop and is closed by its owner. */
  public MembershipSweep(Timers timers, Pool pool, Ledger ledger, PeriodCredits credits) {
    this.timers = timers;
    this.pool = pool;
    this.credits = credits;
    this.sweep = new Sweep(timers, "go on with memberships", ledger::isUp, this::round);
  }

  public void start() {
    sweep.start();
  }

  public void close() {
    sweep.close();
  }

  private Future<Boolean> round() {
    long since = timers.nanoTime();
    return begin()
        .compose(begun -> credit().map(credited -> begun + credited))
        .compose(done -> done == 0 ? Future.succeededFuture(false) : rest(since));
  }

  private Future<Boolean> rest(long since) {
    long tookMillis = TimeUnit.NANOSECONDS.toMillis(timers.nanoTime() - since);
    return timers.after(Math.max(REST_MILLIS_MIN, tookMillis / REST_SHARE)).map(true);
  }

  private Future<Integer> begin() {
    return locking(
        connection ->
            connection
                .preparedQuery(DUE)
                .execute(Tuple.of(CHUNK))
                .compose(
                    rows -> {
                      List<MembershipRows.Due> due = new ArrayList<>(rows.size());
                      Instant[] now = {Instant.EPOCH};
                      rows.forEach(
                          row -> {
                            due.add(MembershipRows.due(row));
                            now[0] = MembershipRows.instant(row, 8);
                          });
                      return PeriodOpening.open(connection, due, now[0], PERIODS_MAX);
                    }));
  }

  private Future<Integer> credit() {
    return locking(
        connection ->
            MembershipRows.all(connection, TO_CREDIT, Tuple.of(CHUNK), MembershipRows::uncredited)
                .compose(periods -> credit(connection, periods)));
  }

  private Future<Integer> credit(SqlConnection connection, List<Uncredited> periods) {
    if (periods.isEmpty()) {
      return Future.succeededFuture(0);
    }
    List<Future<PeriodCredits.Outcome>> attempts = periods.stream().map(credits::attempt).toList();
    return Future.join(attempts)
        .compose(
            all ->
                PeriodCredits.settle(
                    connection, periods, attempts.stream().map(Future::result).toList()))
        .map(periods.size());
  }

  private Future<Integer> locking(Function<SqlConnection, Future<Integer>> work) {
    return pool.withTransaction(
        connection ->
            connection.query(LOCKS_END).execute().compose(limited -> work.apply(connection)));
  }
}
