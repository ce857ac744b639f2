package io.holdfast.operation;

import java.util.UUID;

/**
 * What made a movement happen, where that is not a request at a till: it stands in the history.
 *
 * @param number by which the journal knows it
 * @param name as staff know it, or null
 */
public record Source(long number, Kind kind, UUID id, String name) {
  /** What it is. */
  public enum Kind {
    /** A deposit that was pending until its sale was paid. */
    DEPOSIT("deposit"),
    /** An automated flow. */
    FLOW("flow"),
    /** A membership that adds money every period. */
    MEMBERSHIP("membership"),
    /** A file of opening balances. */
    IMPORT("import");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /** Its name in the API and in the book. */
    public String wire() {
      return wire;
    }

    /** The kind with this name. */
    public static Kind ofWire(String wire) {
      for (Kind kind : values()) {
        if (kind.wire.equals(wire)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(wire);
    }
  }
}
