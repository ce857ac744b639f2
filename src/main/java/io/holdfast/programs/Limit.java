package io.holdfast.programs;

import java.util.Locale;
import java.util.UUID;

/**
 * How much, or how often, may be spent in a window.
 *
 * @param scopeId the one wallet or location it is about; null where it holds for each by itself,
 *     and for the business
 * @param maxAmount minor units, or null for any amount
 * @param maxCount holds and debits, or null for any number
 * @param currency of what it counts; null for all
 * @param createdAtMillis since 1970
 */
public record Limit(
    int number,
    UUID id,
    Scope scope,
    UUID scopeId,
    Window window,
    Long maxAmount,
    Long maxCount,
    String currency,
    long createdAtMillis) {

  /** What it adds up. */
  public enum Scope {
    WALLET(1),
    LOCATION(2),
    BUSINESS(3);

    private static final Scope[] BY_CODE = values();

    private final int code;
    private final String wire = name().toLowerCase(Locale.ROOT);

    Scope(int code) {
      this.code = code;
    }

    /** As the book has it. */
    int code() {
      return code;
    }

    public String wire() {
      return wire;
    }

    static Scope ofCode(int code) {
      return BY_CODE[code - 1];
    }

    public static Scope ofWire(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }

  /** A piece of the calendar in the business's time zone; weeks begin on Monday. */
  public enum Window {
    HOUR,
    DAY,
    WEEK,
    MONTH;

    private final String wire = name().toLowerCase(Locale.ROOT);

    public String wire() {
      return wire;
    }

    public static Window ofWire(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * What the running window has taken. Amounts are minor units, times milliseconds since 1970.
   *
   * @param amount 0 where the limit has no currency
   */
  public record Usage(long amount, long count, long startsAtMillis, long resetsAtMillis) {}

  /**
   * A limit with the usage of its running window.
   *
   * @param usage null where it holds for each wallet or location by itself
   */
  public record Used(Limit limit, Usage usage) {}
}
