package io.holdfast.benchmarks.run;

import io.holdfast.benchmarks.load.Skew;
import java.util.OptionalInt;

/**
 * What is measured again in every round.
 *
 * @param openPercent of the ceiling, for the open loop of a suite; {@link #CLOSED} for the closed
 *     loop, {@link #OPEN} for an open loop whose rate was given
 * @param variant what is not as usual in the run: of the subject, such as {@code /loops-1}, or of
 *     how it is asked, {@code /connections-512}; else empty
 */
record Series(String subject, String mix, int wallets, Skew skew, int openPercent, String variant) {
  static final int CLOSED = 0;
  static final int OPEN = -1;

  private static final String CONNECTIONS = "/connections-";

  static Series closed(String subject, String mix, int wallets, Skew skew) {
    return new Series(subject, mix, wallets, skew, CLOSED, "");
  }

  Series open(int percent) {
    return new Series(subject, mix, wallets, skew, percent, variant);
  }

  Series variant(String name) {
    return new Series(subject, mix, wallets, skew, openPercent, name);
  }

  /** The same, asked on so many connections. */
  Series onConnections(int count) {
    return variant(CONNECTIONS + count);
  }

  /** How many connections it is asked on, where that is not as usual in the run. */
  OptionalInt connections() {
    return variant.startsWith(CONNECTIONS)
        ? OptionalInt.of(Integer.parseInt(variant.substring(CONNECTIONS.length())))
        : OptionalInt.empty();
  }

  boolean isOpen() {
    return openPercent != CLOSED;
  }

  /** The subject that it is measured on, among those of the run. */
  String subjectKey() {
    return subject + "/" + wallets + (connections().isPresent() ? "" : variant);
  }

  private String loop() {
    return switch (openPercent) {
      case CLOSED -> "closed";
      case OPEN -> "open";
      default -> "open-" + openPercent;
    };
  }

  @Override
  public String toString() {
    return subject + "/" + mix + "/" + wallets + "/" + skew.text() + "/" + loop() + variant;
  }
}
