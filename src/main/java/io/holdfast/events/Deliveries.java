package io.holdfast.events;

import io.holdfast.ledger.SqlFiles;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is to be sent, as PostgreSQL knows it; see R__webhooks.sql. Bound to one event loop. */
final class Deliveries {
  private static final String CLAIM = SqlFiles.load("webhook_claim");
  private static final String RECORD = SqlFiles.load("webhook_record");
  private static final String PURGE = SqlFiles.load("webhook_purge");

  /** A delivery that nobody else sends before this; longer than sending and recording takes. */
  static final int LEASE_SECONDS = 30;

  /** At a time to one endpoint. */
  private static final int EACH = 8;

  /** An endpoint that has more is not given more; the feed keeps what comes next. */
  private static final int PENDING_MAX = 1_000;

  private static final int CHUNK = 200;
  private static final int KEPT_DAYS = 30;
  static final int PURGE_MAX = 1_000;

  private final Pool pool;

  Deliveries(Pool pool) {
    this.pool = pool;
  }

  /**
   * One taken.
   *
   * @param eventAtMillis when what is to be told happened, by PostgreSQL's clock
   * @param attempts made before
   * @param secrets to sign with, the newest first
   */
  record Claim(
      long delivery,
      int endpoint,
      int business,
      String url,
      long position,
      long eventAtMillis,
      int attempts,
      List<byte[]> secrets) {}

  /** Takes some that are due. */
  Future<List<Claim>> claim(int limit) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(limit, EACH, PENDING_MAX, CHUNK, LEASE_SECONDS))
        .map(
            rows -> {
              List<Claim> claims = new ArrayList<>(rows.size());
              rows.forEach(row -> claims.add(read(row)));
              return claims;
            });
  }

  /** Records an attempt; whether the endpoint was disabled by it. */
  Future<Boolean> record(Claim claim, Attempt attempt, Retries.Verdict verdict) {
    return pool.preparedQuery(RECORD)
        .execute(
            Tuple.of(
                claim.delivery(),
                claim.attempts() + 1,
                code(verdict.outcome()),
                verdict.delayMillis(),
                attempt.statusCode() == 0 ? null : attempt.statusCode(),
                attempt.error(),
                attempt.durationMillis()))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  /** Removes some of what is too old; how many. */
  Future<Integer> purge() {
    return pool.preparedQuery(PURGE)
        .execute(Tuple.of(KEPT_DAYS, PURGE_MAX))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  private static int code(Retries.Outcome outcome) {
    return switch (outcome) {
      case AGAIN -> 0;
      case SUCCEEDED -> 1;
      case FAILED -> 2;
      case GONE -> 3;
    };
  }

  private static Claim read(Row row) {
    return new Claim(
        row.getLong(0),
        row.getInteger(1),
        row.getInteger(2),
        row.getString(3),
        row.getLong(4),
        row.getOffsetDateTime(5).toInstant().toEpochMilli(),
        row.getInteger(6),
        Arrays.stream(row.getArrayOfBuffers(7)).map(Buffer::getBytes).toList());
  }
}
