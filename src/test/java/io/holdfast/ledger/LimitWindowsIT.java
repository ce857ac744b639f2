package io.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TestServers;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of limits, against a calendar and a time zone table read by hand. */
final class LimitWindowsIT {
  private static final String INSTANT = "YYYY-MM-DD\"T\"HH24:MI:SS";

  private static PostgresOptions book;

  @BeforeAll
  static void open() {
    book = TestServers.book();
  }

  @ParameterizedTest
  @CsvSource({
    // New York: the clock goes from 01:59 EDT back to 01:00 EST on 1 November, 06:00Z: that hour is
    // there twice, and both are windows.
    "hour, America/New_York, 2026-11-01T05:30:00, 2026-11-01T05:00:00, 2026-11-01T06:00:00",
    "hour, America/New_York, 2026-11-01T06:30:00, 2026-11-01T06:00:00, 2026-11-01T07:00:00",
    // From 01:59 EST to 03:00 EDT on 8 March, 07:00Z.
    "hour, America/New_York, 2026-03-08T06:59:59, 2026-03-08T06:00:00, 2026-03-08T07:00:00",
    "hour, America/New_York, 2026-03-08T07:00:00, 2026-03-08T07:00:00, 2026-03-08T08:00:00",
    // Days of 25 and of 23 hours.
    "day, America/New_York, 2026-11-01T06:30:00, 2026-11-01T04:00:00, 2026-11-02T05:00:00",
    "day, America/New_York, 2026-03-08T12:00:00, 2026-03-08T05:00:00, 2026-03-09T04:00:00",
    "day, America/New_York, 2026-03-08T04:59:59, 2026-03-07T05:00:00, 2026-03-08T05:00:00",
    // A Sunday ends its week; the week begins in summer time and ends in winter time.
    "week, America/New_York, 2026-11-01T23:00:00, 2026-10-26T04:00:00, 2026-11-02T05:00:00",
    "week, UTC, 2026-01-01T00:00:00, 2025-12-29T00:00:00, 2026-01-05T00:00:00",
    "month, America/New_York, 2026-11-30T23:59:59, 2026-11-01T04:00:00, 2026-12-01T05:00:00",
    "month, UTC, 2028-02-29T12:00:00, 2028-02-01T00:00:00, 2028-03-01T00:00:00",
    "month, UTC, 2027-02-28T23:59:59, 2027-02-01T00:00:00, 2027-03-01T00:00:00",
    "month, Asia/Kolkata, 2026-01-31T18:30:00, 2026-01-31T18:30:00, 2026-02-28T18:30:00",
    "month, Asia/Kolkata, 2026-01-31T18:29:59, 2025-12-31T18:30:00, 2026-01-31T18:30:00",
    // Half an hour beside UTC.
    "hour, Asia/Kolkata, 2026-01-01T10:15:00, 2026-01-01T09:30:00, 2026-01-01T10:30:00",
    // Havana: on 1 November the clock goes from 00:59 back to 00:00, 05:00Z. A day begins at the
    // first midnight.
    "day, America/Havana, 2026-11-01T04:30:00, 2026-11-01T04:00:00, 2026-11-02T05:00:00",
    "day, America/Havana, 2026-11-01T05:30:00, 2026-11-01T04:00:00, 2026-11-02T05:00:00",
    "day, America/Havana, 2026-10-31T12:00:00, 2026-10-31T04:00:00, 2026-11-01T04:00:00",
    // On 8 March there is no midnight: from 23:59 to 01:00, 05:00Z.
    "day, America/Havana, 2026-03-08T12:00:00, 2026-03-08T05:00:00, 2026-03-09T04:00:00",
    "day, America/Havana, 2026-03-07T12:00:00, 2026-03-07T05:00:00, 2026-03-08T05:00:00",
  })
  void aWindowIsAPieceOfTheBusinesssCalendar(
      String period, String zone, String moment, String start, String end) {
    String asked =
        """
        SELECT to_char(limit_start(p, z, m) AT TIME ZONE 'UTC', '%1$s'),
               to_char(limit_end(p, z, m) AT TIME ZONE 'UTC', '%1$s')
        FROM (VALUES ('%2$s', '%3$s', '%4$sZ'::timestamptz)) AS v(p, z, m)
        """
            .formatted(INSTANT, period, zone, moment);
    assertThat(TestServers.rows(book, asked)).containsExactly(List.of(start, end));
  }

  /** Every seventh hour of two years, in zones that change their clocks at odd times. */
  @Test
  void everyMomentIsInOneWindowAndWindowsFollowOneAnother() {
    String odd =
        """
        SELECT p, z, m FROM (
          SELECT p, z, m, limit_start(p, z, m) AS starts_at, limit_end(p, z, m) AS ends_at
          FROM unnest('{hour,day,week,month}'::text[]) AS p,
               unnest('{UTC,America/New_York,America/Havana,Asia/Kolkata,Africa/Cairo,
                        Europe/London,Asia/Beirut,America/Santiago,Pacific/Auckland}'::text[]) AS z,
               generate_series('2026-01-01Z'::timestamptz, '2027-12-31Z', '417 minutes') AS m) AS w
        WHERE NOT (starts_at <= m AND m < ends_at)
           OR limit_start(p, z, starts_at) <> starts_at OR limit_end(p, z, starts_at) <> ends_at
           OR limit_start(p, z, ends_at) <> ends_at
        LIMIT 5
        """;
    assertThat(TestServers.rows(book, odd)).isEmpty();
  }
}
