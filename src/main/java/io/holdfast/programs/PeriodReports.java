package io.holdfast.programs;

import io.holdfast.ledger.Creations;
import io.holdfast.ledger.SqlFiles;
import io.holdfast.operation.Answer;
import io.holdfast.operation.Details;
import io.holdfast.operation.Origin;
import io.holdfast.programs.MembershipRows.Uncredited;
import io.holdfast.programs.NotPossible.Reason;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/**
 * What whoever collects by himself reports about a period: that it was paid, or that collecting it
 * failed. Bound to one event loop.
 *
 * <p>A report is taken once for its key, and a period is credited once whatever the key: the period
 * is locked while it is credited under a key of its own. A crash after the credit and before the
 * note of it leaves a report that was never answered; the next one finds the credit there.
 */
public final class PeriodReports {
  private static final String LOCKED = SqlFiles.load("membership_period_locked");
  private static final String FAIL = SqlFiles.load("membership_period_fail");
  private static final String PERIOD = SqlFiles.load("membership_period");

  private final Creations creations;
  private final PeriodCredits credits;

  public PeriodReports(Creations creations, PeriodCredits credits) {
    this.creations = creations;
    this.credits = credits;
  }

  /** A period under the lock of this transaction. */
  private record Locked(Uncredited period, String status, String collection, String document) {
    static Locked of(Row row) {
      return new Locked(
          MembershipRows.uncredited(row), row.getString(8), row.getString(9), row.getString(10));
    }

    boolean isCredited() {
      return status.equals("credited");
    }
  }

  /**
   * Credits a period, also one that was given up: the money has come. One that is credited stays as
   * it is.
   *
   * @param number of a period that has begun
   * @return fails with {@link NotPossible}, or with a {@link io.holdfast.operation.Fault}
   */
  public Future<Creations.Creation> paid(
      Origin origin, UUID membership, int number, Details details) {
    return creations.once(
        origin,
        connection ->
            locked(connection, origin, membership, number)
                .compose(
                    locked ->
                        locked.isCredited()
                            ? Future.succeededFuture(locked.document())
                            : credit(connection, locked.period(), origin.actor(), details))
                .map(Buffer::buffer));
  }

  /**
   * Notes that collecting a period failed.
   *
   * @param number of a period that has begun
   * @return fails with {@link NotPossible}, or with a {@link io.holdfast.operation.Fault}
   */
  public Future<Creations.Creation> failed(Origin origin, UUID membership, int number) {
    return creations.once(
        origin,
        connection ->
            locked(connection, origin, membership, number)
                .compose(
                    locked ->
                        locked.isCredited()
                            ? refuse(Reason.PERIOD_NOT_OPEN)
                            : document(connection, FAIL, locked.period()))
                .map(Buffer::buffer));
  }

  private Future<String> credit(
      SqlConnection connection, Uncredited period, int actor, Details details) {
    return credits
        .credit(period, actor, details)
        .compose(
            answer ->
                answer instanceof Answer.Done
                    ? PeriodCredits.settle(
                            connection, List.of(period), List.of(PeriodCredits.Outcome.of(answer)))
                        .compose(settled -> document(connection, PERIOD, period))
                    : Future.failedFuture(new NotPossible(Reason.NOT_CREDITED, answer)));
  }

  private static Future<Locked> locked(
      SqlConnection connection, Origin origin, UUID membership, int number) {
    return MembershipRows.one(
            connection, LOCKED, Tuple.of(origin.business(), membership, number), Locked::of)
        .compose(
            found -> {
              if (found.isEmpty()) {
                return refuse(Reason.NOT_FOUND);
              }
              return found.get().collection().equals("external")
                  ? Future.succeededFuture(found.get())
                  : refuse(Reason.PERIOD_NOT_OPEN);
            });
  }

  private static Future<String> document(SqlConnection connection, String sql, Uncredited period) {
    return MembershipRows.only(
        connection, sql, Tuple.of(period.membership(), period.number()), row -> row.getString(0));
  }

  private static <T> Future<T> refuse(Reason reason) {
    return Future.failedFuture(new NotPossible(reason));
  }
}
