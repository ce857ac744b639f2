package io.holdfast.programs;

import io.holdfast.ledger.SqlFiles;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Begins the periods whose time has come, in the transaction that locked their memberships. */
final class PeriodOpening {
  private static final String OPEN = SqlFiles.load("membership_periods_open");

  private PeriodOpening() {}

  /**
   * Begins what has to begin by now.
   *
   * @param max periods of one membership at most
   * @return completes with how many were begun
   */
  static Future<Integer> open(
      SqlConnection connection, List<MembershipRows.Due> memberships, Instant now, int max) {
    List<Long> numbers = new ArrayList<>();
    List<Periods.Period> periods = new ArrayList<>();
    for (MembershipRows.Due due : memberships) {
      for (Periods.Period begun : Periods.begun(due.rhythm(), due.next(), now, max)) {
        numbers.add(due.number());
        periods.add(begun);
      }
    }
    if (periods.isEmpty()) {
      return Future.succeededFuture(0);
    }
    Tuple parameters =
        Tuple.tuple()
            .addArrayOfLong(numbers.toArray(Long[]::new))
            .addArrayOfInteger(periods.stream().map(Periods.Period::number).toArray(Integer[]::new))
            .addArrayOfOffsetDateTime(
                periods.stream()
                    .map(period -> MembershipRows.parameter(period.startsAt()))
                    .toArray(OffsetDateTime[]::new))
            .addArrayOfOffsetDateTime(
                periods.stream()
                    .map(period -> MembershipRows.parameter(period.endsAt()))
                    .toArray(OffsetDateTime[]::new));
    return connection.preparedQuery(OPEN).execute(parameters).map(periods.size());
  }
}
