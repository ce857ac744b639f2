package io.holdfast.people;

import java.util.List;
import java.util.UUID;

/**
 * A chain and its settings.
 *
 * @param accountBalancesEnabled false: nothing but reads
 * @param defaultCreditLimit what a new wallet's credit limit starts at where negative balances are
 *     enabled, in minor units
 * @param holdExpirySeconds how long an authorization holds when its request does not say
 * @param currencies in which wallets may be opened; empty for all
 */
public record Business(
    int number,
    UUID id,
    String name,
    boolean accountBalancesEnabled,
    boolean negativeBalancesEnabled,
    long defaultCreditLimit,
    int holdExpirySeconds,
    List<String> currencies,
    String timeZone) {

  /** Whether wallets may be opened in this currency; those that are there go on. */
  public boolean takes(String currency) {
    return currencies.isEmpty() || currencies.contains(currency);
  }
}
