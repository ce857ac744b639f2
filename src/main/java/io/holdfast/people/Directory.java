package io.holdfast.people;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Businesses, locations and API keys in memory: an immutable snapshot, replaced as a whole.
 *
 * <p>One for the process; every method may be called from any thread and none blocks.
 */
public final class Directory {
  /** The key with this secret, if the snapshot has it, unrevoked and unexpired. */
  public Optional<ApiKey> key(String secret) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #key}, but asks the database again (coalesced and rate-limited) on a miss. */
  public Future<Optional<ApiKey>> authenticate(String secret) {
    throw new UnsupportedOperationException();
  }

  /** Reads everything again; what was changed before this call is seen when it completes. */
  public Future<Void> refresh() {
    throw new UnsupportedOperationException();
  }

  public Business business(int number) {
    throw new UnsupportedOperationException();
  }

  /** A location of this business, by id. */
  public Optional<Location> location(int business, UUID id) {
    throw new UnsupportedOperationException();
  }

  /** Id of a location by number; null for 0. */
  public UUID locationId(int number) {
    throw new UnsupportedOperationException();
  }

  /** The key with this number, also a revoked one; null for 0, the service itself. */
  public ApiKey actor(int number) {
    throw new UnsupportedOperationException();
  }
}
