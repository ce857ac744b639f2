package io.holdfast.people;

import io.holdfast.ledger.Creations;
import io.vertx.sqlclient.Pool;
import java.util.function.LongSupplier;

/**
 * Who may do what, and where: what can be changed about it, as one event loop has it.
 *
 * <p>A change is in this process's {@link Directory} when its future completes. Futures fail with
 * {@link Refused} where the caller asks for what cannot be, with a {@link
 * io.holdfast.operation.Fault} when the database cannot answer, and those of lists also with {@link
 * io.holdfast.ledger.Reads.IllegalCursor}.
 */
public record People(
    ApiKeys keys,
    Staff staff,
    Sessions sessions,
    Locations locations,
    BusinessSettings settings,
    Changes changes) {

  /**
   * Works through this pool, which belongs to the same event loop and is closed by its owner.
   *
   * @param passwords the one of the process
   * @param attempts the one of the process
   * @param clockMillis the time since 1970, UTC, for the order of ids
   */
  public static People of(
      Pool pool,
      Directory directory,
      Passwords passwords,
      Attempts attempts,
      LongSupplier clockMillis) {
    Creations creations = new Creations(pool);
    return new People(
        new ApiKeys(pool, creations, directory, clockMillis),
        new Staff(pool, creations, directory, passwords, attempts, clockMillis),
        new Sessions(pool, directory, passwords, attempts),
        new Locations(pool, creations, directory, clockMillis),
        new BusinessSettings(pool, directory),
        new Changes(pool));
  }
}
