package io.holdfast.benchmarks.load;

import java.util.Locale;

/** How requests are spread over the wallets. */
public enum Skew {
  /** All wallets equally likely. */
  UNIFORM,

  /** Zipf with exponent 1: of 10,000 wallets, the first gets a tenth of all requests. */
  ZIPF,

  /** One wallet takes all. */
  ONE;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Skew of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
