package io.holdfast.gate;

import io.holdfast.operation.Answer;
import io.holdfast.operation.Operation;
import io.holdfast.wallet.WalletState;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The till's first answer: cached balances, lowered before the ledger is asked and raised after it
 * has committed, so that they never promise what it does not have.
 *
 * <p>Every future fails when the cache cannot be asked or did not answer; it may then have done it
 * or not. Nobody loses money by that: marks tell later what was pending, and the ledger decides
 * again. Bound to one event loop.
 */
public interface Gate {
  boolean isUp();

  /** Sets the operation's amount aside and marks it as pending, if the cached balance covers it. */
  Future<Reservation> reserve(Operation operation);

  /**
   * Sets the operation's amount aside whatever is cached, for an operation that the ledger shall
   * decide: it may have what the cache has not.
   */
  Future<Reservation> reserveAnyway(Operation operation);

  /** The operation is committed: its mark is forgotten. */
  Future<Void> settle(Operation operation);

  /** The operation will not be committed: what it reserved is given back. */
  Future<Void> undo(Operation operation);

  /**
   * A commit raised the available balance.
   *
   * @param amount minor units
   * @param version of the wallet after that commit
   */
  Future<Void> add(long wallet, long amount, long version);

  /** What is cached of the wallet is forgotten; nothing older than this version comes back. */
  Future<Void> invalidate(long wallet, long version);

  /** The operation was declined; a retry gets the same answer for a while. */
  Future<Void> recordDecline(Operation operation, Answer.Refused declined);

  /**
   * What is left of an operation.
   *
   * @param pending whether its mark is there: it is under way
   * @param declined if it was declined lately
   */
  record Trace(boolean pending, Optional<Reservation.DeclinedBefore> declined) {}

  /** What is left of the operation that was sent for a wallet under a key. */
  Future<Trace> trace(long wallet, UUID key);

  /**
   * A load that was begun.
   *
   * @param ticket proves to the end of the load that nothing happened in between
   * @param pending keys of operations on this wallet that may or may not be committed
   */
  record Load(String ticket, List<UUID> pending) {}

  /** Opens the load of a wallet; empty if it is cached by now. */
  Future<Optional<Load>> beginLoad(long wallet);

  /**
   * Ends a load.
   *
   * @param uncommitted those of the load's pending operations that the ledger had not committed
   *     when the wallet was read
   * @return false if something happened meanwhile and the load must be done again
   */
  Future<Boolean> endLoad(
      Load load, int business, UUID id, String currency, WalletState state, List<UUID> uncommitted);
}
