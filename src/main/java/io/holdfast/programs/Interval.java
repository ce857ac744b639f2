package io.holdfast.programs;

import java.time.LocalDateTime;
import java.util.Locale;

/** What the periods of a membership plan are counted in. */
public enum Interval {
  WEEK,
  MONTH,
  YEAR;

  private final String wire = name().toLowerCase(Locale.ROOT);

  /** The interval with this name in the API and in the book. */
  static Interval ofWire(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }

  /** Its name in the API and in the book. */
  public String wire() {
    return wire;
  }

  /** So many of it after a local time; on the last day of a month that has no such day. */
  LocalDateTime after(LocalDateTime time, long count) {
    return switch (this) {
      case WEEK -> time.plusWeeks(count);
      case MONTH -> time.plusMonths(count);
      case YEAR -> time.plusYears(count);
    };
  }
}
