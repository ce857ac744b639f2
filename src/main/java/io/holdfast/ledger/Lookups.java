package io.holdfast.ledger;

import io.holdfast.operation.HoldStatus;
import io.holdfast.operation.MovementRef;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Receipt;
import io.holdfast.operation.Source;
import io.holdfast.wallet.WalletState;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What authorizing has to know of the book beside what posting tells: what a wallet really has,
 * what a key was used for, which holds are over. Bound to one event loop.
 *
 * <p>Futures fail with a {@link io.holdfast.operation.Fault} (not applied).
 */
public interface Lookups {
  /** A wallet as decisions see it. */
  record Standing(int business, UUID id, String currency, WalletState state) {}

  /** A wallet, and the change that has a key in it, if any. */
  record Review(Standing wallet, Optional<Posted.Repeated> taken) {}

  /** A wallet, and those of some keys that are taken in it, all at one moment. */
  record Snapshot(Standing wallet, List<UUID> committed) {}

  /** A hold that is over. */
  record Expired(int business, MovementRef hold) {}

  /**
   * What a change did, as far as undoing it has to know. Amounts are minor units.
   *
   * @param itself as a movement
   * @param amount what it did to the balance, signed
   * @param heldChange what it did to held, signed
   * @param house number of the account on the other side, 0 where no money moved
   * @param hold the authorization it concerned, or null
   * @param holdStatus of that authorization now, or null
   * @param captured of that authorization so far
   * @param source what made it happen, or null
   * @param movedFrom where the payment was that it moved, or null
   */
  record Made(
      OperationKind kind,
      MovementRef itself,
      long amount,
      long heldChange,
      long house,
      int location,
      MovementRef hold,
      HoldStatus holdStatus,
      long captured,
      Source source,
      Place movedFrom) {}

  /**
   * What a payment was for.
   *
   * @param location number, 0 for none
   * @param house number of the account that it credited
   */
  record Place(int location, String reference, long house) {}

  /** Empty if there is no wallet of this number. */
  Future<Optional<Review>> review(long wallet, UUID key);

  /** Empty if there is no wallet of this number. */
  Future<Optional<Snapshot>> snapshot(long wallet, List<UUID> keys);

  /** The changes that have these keys in a wallet; those that are not taken are not in it. */
  Future<Map<UUID, Posted.Repeated>> taken(long wallet, List<UUID> keys);

  /** What the change of this kind was answered with when it was made. */
  Future<Receipt> receipt(long wallet, OperationKind kind, long sequence);

  /** What the change that made this version of the wallet did. */
  Future<Made> made(long wallet, long sequence);

  /** Open holds whose time is over by the book's own clock. */
  Future<List<Expired>> expired(int limit);
}
