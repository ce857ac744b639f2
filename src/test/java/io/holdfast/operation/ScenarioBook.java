package io.holdfast.operation;

import java.util.UUID;

/** What a scenario is played on: the naive book, or the real one. */
public interface ScenarioBook {
  /** Opens a wallet in USD of a business that is always the same. */
  WalletRef open(long creditLimit);

  /** Number of the business whose wallets these are. */
  int business();

  /** Number of the house account on the other side. */
  long house();

  Answer submit(Operation operation);

  /** Makes a deposit of this amount pending. */
  Source pend(WalletRef wallet, long amount);

  /** Drops a pending deposit. */
  void cancel(Source deposit);

  /** Ends the time of a hold. */
  void end(UUID hold);
}
