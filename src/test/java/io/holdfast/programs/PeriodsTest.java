package io.holdfast.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.programs.Periods.Next;
import io.holdfast.programs.Periods.Period;
import io.holdfast.programs.Periods.Rhythm;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When periods begin, against dates that were reckoned by hand. */
class PeriodsTest {
  @ParameterizedTest
  @CsvSource({
    // The 31st: a shorter month's last day, and back. Summer time from 29 March.
    "2026-01-31T10:00:00Z, Europe/Lisbon, MONTH, 1, 1, 2026-01-31T10:00:00Z",
    "2026-01-31T10:00:00Z, Europe/Lisbon, MONTH, 1, 2, 2026-02-28T10:00:00Z",
    "2026-01-31T10:00:00Z, Europe/Lisbon, MONTH, 1, 3, 2026-03-31T09:00:00Z",
    "2026-01-31T10:00:00Z, Europe/Lisbon, MONTH, 1, 4, 2026-04-30T09:00:00Z",
    "2026-01-31T10:00:00Z, Europe/Lisbon, MONTH, 1, 5, 2026-05-31T09:00:00Z",
    "2026-01-31T10:00:00Z, Europe/Lisbon, MONTH, 1, 13, 2027-01-31T10:00:00Z",
    "2026-10-31T05:00:00Z, America/New_York, MONTH, 1, 2, 2026-11-30T06:00:00Z",
    "2026-10-31T05:00:00Z, America/New_York, MONTH, 1, 3, 2026-12-31T06:00:00Z",
    "2026-10-31T05:00:00Z, America/New_York, MONTH, 1, 5, 2027-02-28T06:00:00Z",
    "2026-10-31T05:00:00Z, America/New_York, MONTH, 1, 6, 2027-03-31T05:00:00Z",
    "2026-08-30T15:00:00Z, Asia/Tokyo, MONTH, 1, 2, 2026-09-29T15:00:00Z",
    "2026-08-30T15:00:00Z, Asia/Tokyo, MONTH, 1, 7, 2027-02-27T15:00:00Z",
    "2025-12-31T00:00:00Z, UTC, MONTH, 2, 2, 2026-02-28T00:00:00Z",
    "2025-12-31T00:00:00Z, UTC, MONTH, 2, 3, 2026-04-30T00:00:00Z",
    "2025-12-31T00:00:00Z, UTC, MONTH, 2, 5, 2026-08-31T00:00:00Z",
    "2026-01-30T00:00:00Z, UTC, MONTH, 1, 2, 2026-02-28T00:00:00Z",
    "2026-01-30T00:00:00Z, UTC, MONTH, 1, 3, 2026-03-30T00:00:00Z",
    "2026-01-31T00:00:00Z, UTC, MONTH, 3, 2, 2026-04-30T00:00:00Z",
    "2026-01-31T00:00:00Z, UTC, MONTH, 3, 3, 2026-07-31T00:00:00Z",
    // Leap years. 2100 is none.
    "2028-01-31T00:00:00Z, UTC, MONTH, 1, 2, 2028-02-29T00:00:00Z",
    "2100-01-31T00:00:00Z, UTC, MONTH, 1, 2, 2100-02-28T00:00:00Z",
    "2024-02-29T12:00:00Z, UTC, YEAR, 1, 2, 2025-02-28T12:00:00Z",
    "2024-02-29T12:00:00Z, UTC, YEAR, 1, 4, 2027-02-28T12:00:00Z",
    "2024-02-29T12:00:00Z, UTC, YEAR, 1, 5, 2028-02-29T12:00:00Z",
    "2096-02-29T12:00:00Z, UTC, YEAR, 1, 5, 2100-02-28T12:00:00Z",
    "2096-02-29T12:00:00Z, UTC, YEAR, 4, 2, 2100-02-28T12:00:00Z",
    "2096-02-29T12:00:00Z, UTC, YEAR, 4, 3, 2104-02-29T12:00:00Z",
    "2000-02-29T12:00:00Z, UTC, YEAR, 100, 2, 2100-02-28T12:00:00Z",
    "2000-02-29T12:00:00Z, UTC, YEAR, 100, 5, 2400-02-29T12:00:00Z",
    // Clocks put forward: half past two does not come, and is half past three.
    "2027-02-14T07:30:00Z, America/New_York, MONTH, 1, 2, 2027-03-14T07:30:00Z",
    "2027-02-14T07:30:00Z, America/New_York, MONTH, 1, 3, 2027-04-14T06:30:00Z",
    "2018-10-04T03:00:00Z, America/Sao_Paulo, MONTH, 1, 2, 2018-11-04T03:00:00Z",
    "2018-10-04T03:00:00Z, America/Sao_Paulo, MONTH, 1, 3, 2018-12-04T02:00:00Z",
    "2026-09-03T15:45:00Z, Australia/Lord_Howe, MONTH, 1, 2, 2026-10-03T15:45:00Z",
    "2026-09-03T15:45:00Z, Australia/Lord_Howe, MONTH, 1, 3, 2026-11-03T15:15:00Z",
    // A day that one place never had.
    "2011-11-30T10:00:00Z, Pacific/Apia, MONTH, 1, 2, 2011-12-30T10:00:00Z",
    // Clocks put back: half past one comes twice, and the first counts.
    "2026-10-01T05:30:00Z, America/New_York, MONTH, 1, 2, 2026-11-01T05:30:00Z",
    "2026-10-01T05:30:00Z, America/New_York, MONTH, 1, 3, 2026-12-01T06:30:00Z",
    "2026-03-04T15:30:00Z, Australia/Sydney, MONTH, 1, 2, 2026-04-04T15:30:00Z",
    "2026-03-04T15:30:00Z, Australia/Sydney, MONTH, 1, 3, 2026-05-04T16:30:00Z",
    // What began in the second half past one keeps its local time.
    "2026-11-01T06:30:00Z, America/New_York, MONTH, 1, 1, 2026-11-01T06:30:00Z",
    "2026-11-01T06:30:00Z, America/New_York, MONTH, 1, 2, 2026-12-01T06:30:00Z",
    // Weeks keep the hour, not the 168 of them.
    "2026-03-22T00:00:00Z, Europe/London, WEEK, 1, 2, 2026-03-29T00:00:00Z",
    "2026-03-22T00:00:00Z, Europe/London, WEEK, 1, 3, 2026-04-04T23:00:00Z",
    "2026-03-22T00:00:00Z, Europe/London, WEEK, 2, 2, 2026-04-04T23:00:00Z",
    "2026-03-22T00:00:00Z, Europe/London, WEEK, 53, 2, 2027-03-28T00:00:00Z",
    "2026-12-28T00:00:00Z, UTC, WEEK, 1, 2, 2027-01-04T00:00:00Z",
  })
  void aPeriodBeginsByTheCalendar(
      String start, String zone, Interval interval, int count, int number, String expected) {
    Rhythm rhythm = rhythm(start, zone, interval, count);
    assertThat(rhythm.start(number)).isEqualTo(Instant.parse(expected));
  }

  @Test
  void whatWasMissedBeginsInItsOrderAndOnlyUpToNow() {
    Rhythm rhythm = rhythm("2026-01-31T00:00:00Z", "UTC", Interval.MONTH, 1);
    Next next = new Next(2, rhythm.start(2));
    assertThat(Periods.begun(rhythm, next, Instant.parse("2026-04-30T00:00:00Z"), 100))
        .containsExactly(
            new Period(2, rhythm.start(2), rhythm.start(3)),
            new Period(3, rhythm.start(3), rhythm.start(4)),
            new Period(4, rhythm.start(4), rhythm.start(5)));
    assertThat(Periods.begun(rhythm, next, Instant.parse("2026-04-30T00:00:00Z"), 2)).hasSize(2);
    assertThat(Periods.begun(rhythm, next, Instant.parse("2026-02-27T23:59:59.999Z"), 100))
        .isEmpty();
  }

  @Test
  void aNewTimeZoneLeavesThePeriodThatComesNextWhereItIs() {
    Instant promised = Instant.parse("2026-07-01T04:00:00Z");
    Rhythm moved =
        new Rhythm(
            Instant.parse("2026-06-01T04:00:00Z"),
            LocalDateTime.parse("2026-06-01T00:00"),
            Interval.MONTH,
            1,
            ZoneId.of("Asia/Tokyo"));
    assertThat(Periods.begun(moved, new Next(2, promised), promised, 100))
        .containsExactly(new Period(2, promised, Instant.parse("2026-07-31T15:00:00Z")));
  }

  @Test
  void afterAPauseTheRhythmIsWhatItWas() {
    Rhythm rhythm = rhythm("2026-01-31T00:00:00Z", "UTC", Interval.MONTH, 1);
    assertThat(Periods.notBegun(rhythm, 2, Instant.parse("2026-05-02T00:00:00Z")))
        .isEqualTo(new Next(5, Instant.parse("2026-05-31T00:00:00Z")));
    assertThat(Periods.notBegun(rhythm, 5, Instant.parse("2026-05-02T00:00:00Z")).number())
        .isEqualTo(5);
    assertThat(Periods.notBegun(rhythm, 2, Instant.parse("2026-02-28T00:00:00Z")).number())
        .isEqualTo(2);
  }

  @Test
  void everyPeriodBeginsAfterTheOneBefore() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<String> zones = new ArrayList<>(ZoneId.getAvailableZoneIds());
    zones.sort(null);
    List<Interval> intervals = List.of(Interval.values());
    for (int i = 0; i < 2_000; i++) {
      String zone = zones.get(random.nextInt(zones.size()));
      Instant start = Instant.ofEpochMilli(random.nextLong(TimeUnit.DAYS.toMillis(365 * 130L)));
      Interval interval = intervals.get(random.nextInt(intervals.size()));
      Rhythm rhythm = rhythm(start.toString(), zone, interval, 1 + random.nextInt(14));
      for (int n = 1; n < 60; n++) {
        assertThat(rhythm.start(n + 1)).as("%s %s", rhythm, n).isAfter(rhythm.start(n));
      }
    }
  }

  private static Rhythm rhythm(String start, String zone, Interval interval, int count) {
    Instant startsAt = Instant.parse(start);
    ZoneId known = ZoneId.of(zone);
    return new Rhythm(startsAt, LocalDateTime.ofInstant(startsAt, known), interval, count, known);
  }
}
