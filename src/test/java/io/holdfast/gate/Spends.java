package io.holdfast.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.holdfast.operation.Details;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.Origin;
import io.holdfast.operation.WalletRef;
import io.holdfast.wallet.Ids;
import io.holdfast.wallet.WalletState;
import io.holdfast.wallet.WalletStatus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Wallets that only the gate knows, and what is spent from them. */
final class Spends {
  static final int BUSINESS = 1;

  private Spends() {}

  /** A key or a field as a text. */
  static String text(byte[] word) {
    return new String(word, US_ASCII);
  }

  static WalletRef wallet(long number) {
    return new WalletRef(Ids.wallet(1, number), "USD");
  }

  static Operation debit(WalletRef wallet, String key, long amount) {
    return debit(BUSINESS, wallet, key, amount, amount, false);
  }

  static Operation partialDebit(WalletRef wallet, String key, long amount) {
    return debit(BUSINESS, wallet, key, amount, amount, true);
  }

  static Operation debit(
      int business,
      WalletRef wallet,
      String key,
      long fingerprint,
      long amount,
      boolean allowsPartial) {
    Origin origin = new Origin(business, 0, OperationKey.of(key), fingerprint);
    return new Operation.Debit(origin, wallet, amount, allowsPartial, Details.NONE, 9);
  }

  /** Ends a load with a wallet that has so much available. */
  static Future<Boolean> end(
      Gate gate,
      Gate.Load load,
      WalletRef wallet,
      long available,
      long version,
      List<UUID> uncommitted) {
    WalletState state = new WalletState(available, 0, 0, WalletStatus.ACTIVE, version);
    return gate.endLoad(load, BUSINESS, wallet.id(), wallet.currency(), state, uncommitted);
  }

  /** Loads a wallet none of whose pending operations is committed. */
  static Future<Boolean> load(Gate gate, WalletRef wallet, long available, long version) {
    return gate.beginLoad(wallet.number())
        .map(Optional::orElseThrow)
        .compose(load -> end(gate, load, wallet, available, version, load.pending()));
  }
}
