package io.holdfast.foresight;

import io.holdfast.operation.HoldState;
import io.holdfast.operation.Receipt;

/**
 * An open authorization as its committer last heard of it.
 *
 * @param state as it was answered
 * @param house number of the house account that a capture credits
 * @param asOf the wallet's version then; if every change since is known, this is how the
 *     authorization still is
 */
public record KnownHold(Receipt.Authorization state, long house, long asOf) {
  HoldState forRules() {
    return new HoldState(
        state.amount(), state.captured(), state.voided(), state.status(), state.expiresAtMillis());
  }
}
