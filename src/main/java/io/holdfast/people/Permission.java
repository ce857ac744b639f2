package io.holdfast.people;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an API key opens. */
public enum Permission {
  /** Everything. */
  ADMIN,
  /** Start a checkout and modify sales: wallets, authorizations, debits, deposits, refunds. */
  CHECKOUT,
  /** Change balances by hand. */
  ADJUST_BALANCES,
  /** Reports and history. */
  VIEW_REPORTS,
  /** What a payment gateway needs, without clients' names. */
  GATEWAY;

  private final String wire = name().toLowerCase(Locale.ROOT);

  public String wire() {
    return wire;
  }

  public static Optional<Permission> ofWire(String text) {
    return Arrays.stream(values()).filter(permission -> permission.wire.equals(text)).findFirst();
  }
}
