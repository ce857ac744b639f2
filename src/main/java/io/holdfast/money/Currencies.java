package io.holdfast.money;

import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The ISO 4217 codes the service accepts, with the number of decimals each has. */
public final class Currencies {
  /* Codes without minor units by definition (metals, funds, testing) have -1 decimals. */
  private static final Map<String, Integer> DECIMALS =
      Currency.getAvailableCurrencies().stream()
          .filter(currency -> currency.getDefaultFractionDigits() >= 0)
          .collect(
              Collectors.toUnmodifiableMap(
                  Currency::getCurrencyCode, Currency::getDefaultFractionDigits));

  private Currencies() {}

  /** Whether {@code code} is a currency in which a wallet can be kept. */
  public static boolean known(String code) {
    return DECIMALS.containsKey(code);
  }

  /** The codes of all of them. */
  public static Set<String> all() {
    return DECIMALS.keySet();
  }

  /**
   * Decimals of a known currency: 2 for USD, 0 for JPY.
   *
   * @throws IllegalArgumentException if the code is not known
   */
  public static int decimals(String code) {
    Integer decimals = DECIMALS.get(code);
    if (decimals == null) {
      throw new IllegalArgumentException("not a currency: " + code);
    }
    return decimals;
  }
}
