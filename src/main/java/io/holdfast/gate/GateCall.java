package io.holdfast.gate;

import io.vertx.core.Promise;
import io.vertx.redis.client.Response;

/**
 * An entry that waits for its call, and who waits for it.
 *
 * @param answer gets what the script returned for the entry, or null where it returns nothing
 */
record GateCall(GateEntry entry, Promise<Reply> answer) {

  /** Whether the script returns a code and a value for it. */
  boolean asks() {
    return entry instanceof GateEntry.Reserve;
  }

  /** Whether it may wait for something else to be said: nobody waits for it. */
  boolean isPatient() {
    return entry instanceof GateEntry.Forget forget && forget.committed();
  }

  /** What the script returned for the entry. */
  record Reply(int code, Response value) {}
}
