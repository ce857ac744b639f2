package io.holdfast.money;

/**
 * Bounds of an amount of minor units.
 *
 * <p>The ceiling is the largest integer that JSON clients and Redis scripts, whose numbers are IEEE
 * doubles, represent exactly. Two amounts within it add up without overflowing a {@code long}.
 */
public final class Amounts {
  /** 2^53 - 1 minor units: no amount, balance or sum of them may pass it. */
  public static final long MAX = (1L << 53) - 1;

  private Amounts() {}

  /** Whether {@code amount} may be moved by one operation: 1 to {@link #MAX}. */
  public static boolean movable(long amount) {
    return amount >= 1 && amount <= MAX;
  }
}
