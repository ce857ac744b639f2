package io.holdfast.reports;

import io.holdfast.ledger.PostgresOptions;
import io.holdfast.ledger.SqlFiles;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Begins reports. Bound to one event loop. */
public final class Reports {
  private static final String BALANCES_AT = SqlFiles.load("report_balances_at");

  /** Up to here and from 1970 on, PostgreSQL and Java can name every moment: 9999-12-31. */
  private static final long MILLIS_MAX = 253_402_300_799_999L;

  private final Vertx vertx;
  private final PgConnectOptions session;
  private final Slots slots;
  private final int timeoutMillis;

  /**
   * @param postgres the book
   * @param slots of the process
   * @param timeoutMillis for a whole report, whoever is slow
   */
  public Reports(Vertx vertx, PostgresOptions postgres, Slots slots, int timeoutMillis) {
    this.vertx = vertx;
    this.slots = slots;
    this.timeoutMillis = timeoutMillis;
    this.session =
        postgres
            .connectOptions(timeoutMillis)
            .addProperty("application_name", "holdfast-report")
            .addProperty("default_transaction_isolation", "repeatable read")
            .addProperty("default_transaction_read_only", "on")
            // Should this process hang, the snapshot must not outlive it.
            .addProperty("idle_in_transaction_session_timeout", Integer.toString(timeoutMillis))
            .addProperty("client_connection_check_interval", "2000")
            // Planned for this period, and for all rows: most are read to their end.
            .addProperty("plan_cache_mode", "force_custom_plan")
            .addProperty("cursor_tuple_fraction", "1")
            .addProperty("jit", "off")
            // What does not fit is sorted on disk.
            .addProperty("work_mem", "32MB");
  }

  /**
   * Begins a report, if one more may run; nothing is asked of the server before its first rows are.
   *
   * @param begun is given it, and has to close it in the end
   */
  public Slots.Answer begin(ReportRequest request, Consumer<RunningReport> begun) {
    Slots.Answer answer = slots.take(request.business());
    if (answer == Slots.Answer.TAKEN) {
      begun.accept(
          new RunningReport(
              vertx,
              session,
              sql(request),
              parameters(request),
              request.report().columns(),
              timeoutMillis,
              () -> slots.give(request.business())));
    }
    return answer;
  }

  private static String sql(ReportRequest request) {
    return request.atMillis().isPresent() ? BALANCES_AT : request.report().sql();
  }

  private static Tuple parameters(ReportRequest request) {
    Tuple parameters =
        Tuple.of(
            request.business(),
            moment(request.fromMillis()),
            moment(request.untilMillis()),
            request.location().map(ReportRequest.Place::number).orElse(null));
    return request.atMillis().isPresent()
        ? parameters.addOffsetDateTime(moment(request.atMillis()))
        : parameters;
  }

  private static OffsetDateTime moment(OptionalLong millis) {
    if (millis.isEmpty()) {
      return null;
    }
    long nameable = Math.max(0, Math.min(millis.getAsLong(), MILLIS_MAX));
    return Instant.ofEpochMilli(nameable).atOffset(ZoneOffset.UTC);
  }
}
