package io.holdfast.gate;

import io.vertx.core.Promise;
import io.vertx.redis.client.Response;

/**
 * One entry of a call of {@code gate.lua}; see there for the verbs.
 *
 * @param bucket of the wallet
 * @param answer gets the entry's code and value
 */
record GateCall(
    int bucket,
    String walletKey,
    String declineKey,
    String verb,
    String field,
    String first,
    String second,
    String third,
    String fourth,
    Promise<Reply> answer) {

  /** What the script returned for the entry. */
  record Reply(int code, Response value) {}
}
