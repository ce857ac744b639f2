package io.holdfast.gate;

import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import java.util.List;

/**
 * One entry of a call of {@code gate.lua}; see there for the verbs.
 *
 * @param bucket of the wallet
 * @param keys as many as the verb wants
 * @param args the verb, and what goes with it
 * @param asks whether the script returns a code and a value for it
 * @param answer gets these, or null if there are none
 */
record GateCall(
    int bucket, List<String> keys, List<String> args, boolean asks, Promise<Reply> answer) {

  /** Whether it may wait for something else to be said: nobody waits for it. */
  boolean isPatient() {
    return args.get(0).equals("S");
  }

  /** What the script returned for the entry. */
  record Reply(int code, Response value) {}
}
