package io.holdfast.programs;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * When the periods of a membership begin: pure, by the calendar of the business.
 *
 * <p>Period 1 begins at the start of the membership. Period n begins n - 1 times the interval after
 * the start's local date and time, reckoned from the start and not from the period before: what
 * began on the 31st falls on a shorter month's last day, and returns to the 31st. A local time that
 * a change of the clocks skips is that much later; of one that comes twice, the first counts.
 */
final class Periods {
  private Periods() {}

  /**
   * What the starts of periods are reckoned from.
   *
   * @param startsAt the start of period 1
   * @param anchor the same as a local time, in the zone that the business had then
   * @param intervalCount intervals that a period lasts
   * @param zone of the business, now
   */
  record Rhythm(
      Instant startsAt, LocalDateTime anchor, Interval interval, int intervalCount, ZoneId zone) {

    /** When this period begins, from 1. */
    Instant start(int period) {
      if (period == 1) {
        return startsAt;
      }
      long intervals = (period - 1L) * intervalCount;
      return interval.after(anchor, intervals).atZone(zone).toInstant();
    }
  }

  /** A period: from its start to the start of the next one. */
  record Period(int number, Instant startsAt, Instant endsAt) {}

  /** A period to come. */
  record Next(int number, Instant startsAt) {}

  /**
   * The periods that have begun, in their order.
   *
   * @param next the first that was not begun before; its start stands, also if the zone was changed
   *     since it was reckoned
   * @param max of them at most
   */
  static List<Period> begun(Rhythm rhythm, Next next, Instant now, int max) {
    List<Period> begun = new ArrayList<>();
    Next following = next;
    while (!following.startsAt().isAfter(now) && begun.size() < max) {
      int number = following.number() + 1;
      Next after = new Next(number, rhythm.start(number));
      begun.add(new Period(following.number(), following.startsAt(), after.startsAt()));
      following = after;
    }
    return begun;
  }

  /** The first period from this one on that has not begun. */
  static Next notBegun(Rhythm rhythm, int from, Instant now) {
    int number = from;
    while (rhythm.start(number).isBefore(now)) {
      number++;
    }
    return new Next(number, rhythm.start(number));
  }
}
