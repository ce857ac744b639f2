package io.holdfast.reports;

/**
 * A column of a report.
 *
 * @param name in JSON and CSV
 */
public record Column(String name, Kind kind) {
  /** What stands in a column, and as what type a row has it; each may be null. */
  public enum Kind {
    /** A {@code Long}, milliseconds since 1970. */
    TIME,
    /** A {@code String} that somebody typed, and may look like anything. */
    TEXT,
    /** A {@code String} out of a fixed set. */
    CODE,
    /** A {@code UUID}. */
    ID,
    /** A {@code UUID} of a movement, which the statement gives as time, wallet and sequence. */
    MOVEMENT,
    /** A {@code Long} of minor units, which adds up with others of the same currency. */
    AMOUNT
  }

  static Column time(String name) {
    return new Column(name, Kind.TIME);
  }

  static Column text(String name) {
    return new Column(name, Kind.TEXT);
  }

  static Column code(String name) {
    return new Column(name, Kind.CODE);
  }

  static Column id(String name) {
    return new Column(name, Kind.ID);
  }

  static Column movement(String name) {
    return new Column(name, Kind.MOVEMENT);
  }

  static Column amount(String name) {
    return new Column(name, Kind.AMOUNT);
  }
}
