package io.holdfast.operation;

import io.holdfast.wallet.Ids;
import java.util.UUID;

/** An authorization or transaction as a request names it, taken apart. */
public record MovementRef(UUID id) {
  /** Number of its wallet. */
  public long wallet() {
    return Ids.number(id);
  }

  public long sequence() {
    return Ids.sequence(id);
  }

  /** When it was made, in milliseconds since 1970; must equal what is stored. */
  public long millis() {
    return Ids.millis(id);
  }
}
