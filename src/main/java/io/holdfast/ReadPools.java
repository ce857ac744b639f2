package io.holdfast;

import io.holdfast.config.Settings;
import io.holdfast.ledger.Committer;
import io.holdfast.ledger.GuardedPool;
import io.holdfast.ledger.PostgresOptions;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/** Makes pools for everything that is no commit. */
final class ReadPools {
  /** Added to PostgreSQL's own limit for a statement, so that its word comes first. */
  static final int SERVERS_WORD_MILLIS = 1_000;

  private static final int LOOKUPS_WAITING_MAX = 1_024;
  private static final int READS_WAITING_MAX = 256;

  private final Settings.Postgres limits;
  private final PostgresOptions postgres;
  private final Committer committer;

  ReadPools(Settings settings, PostgresOptions postgres, Committer committer) {
    this.limits = settings.postgres();
    this.postgres = postgres;
    this.committer = committer;
  }

  /** For what stands between a caller and its yes: not waited for longer than a stall takes. */
  Pool forCheckout(Vertx vertx) {
    return guarded(vertx, LOOKUPS_WAITING_MAX, limits.stallTimeoutMillis());
  }

  /** For histories, lists and what happens in the background. */
  Pool forReading(Vertx vertx) {
    return guarded(vertx, READS_WAITING_MAX, giveUpMillis());
  }

  /** For the start, whose statements may take long. */
  Pool forStart(Vertx vertx, int statementTimeoutMillis) {
    return postgres.pool(vertx, 1, READS_WAITING_MAX, statementTimeoutMillis);
  }

  /** For the directory, which sees by itself whether its connection still answers. */
  Pool forDirectory(Vertx vertx) {
    return postgres.pool(
        vertx,
        1,
        READS_WAITING_MAX,
        limits.statementTimeoutMillis(),
        limits.connectTimeoutMillis());
  }

  private Pool guarded(Vertx vertx, int queueMax, int limitMillis) {
    return new GuardedPool(
        vertx,
        () ->
            postgres.pool(
                vertx,
                limits.readConnectionsPerLoop(),
                queueMax,
                limits.statementTimeoutMillis(),
                limits.connectTimeoutMillis()),
        committer,
        limitMillis,
        giveUpMillis());
  }

  private int giveUpMillis() {
    return limits.statementTimeoutMillis() + SERVERS_WORD_MILLIS;
  }
}
