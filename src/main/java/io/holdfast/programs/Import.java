package io.holdfast.programs;

import java.util.UUID;

/**
 * A file of opening balances.
 *
 * @param number as a source of movements
 * @param name of the file, or null
 * @param lines read so far, good and wrong
 * @param done of them, those that nothing more will happen to
 * @param opened wallets that it opened
 * @param credited wallets whose balance it changed
 * @param errors lines with an error
 * @param detail why it failed, or null
 * @param actor number of the API key that sent it
 * @param completedAtMillis since 1970, or null
 */
public record Import(
    long number,
    UUID id,
    String name,
    Status status,
    int lines,
    int done,
    int opened,
    int credited,
    int errors,
    String detail,
    int actor,
    long createdAtMillis,
    Long completedAtMillis) {
  /** Where it stands. The place is what PostgreSQL stores. */
  public enum Status {
    /** The file is coming in. */
    RECEIVING("receiving"),
    /** Its lines are being worked off. */
    RUNNING("running"),
    /** Each line is done, or has an error. */
    COMPLETED("completed"),
    /** The file did not come to its end; nothing was done. */
    FAILED("failed");

    private static final Status[] BY_CODE = values();

    private final String wire;

    Status(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }

    /** Whether nothing more will happen. */
    public boolean isOver() {
      return this == COMPLETED || this == FAILED;
    }

    static Status ofCode(int code) {
      return BY_CODE[code];
    }
  }
}
