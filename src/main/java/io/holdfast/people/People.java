package io.holdfast.people;

import io.holdfast.ledger.Page;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Changes to who may do what, and lists of them. Bound to one event loop. */
public final class People {

  /** A key just made. The secret is shown this once. */
  public record NewKey(ApiKey key, String secret) {}

  public Future<NewKey> createKey(
      int business, String name, Set<Permission> permissions, Long expiresAtMillis) {
    throw new UnsupportedOperationException();
  }

  public Future<Page<ApiKey>> keys(int business, Optional<String> cursor, int limit) {
    throw new UnsupportedOperationException();
  }

  /** Whether there was such a key; revoked on every instance within 5 s. */
  public Future<Boolean> revokeKey(int business, UUID id) {
    throw new UnsupportedOperationException();
  }

  public Future<Location> createLocation(
      int business, String reference, String name, String timeZone) {
    throw new UnsupportedOperationException();
  }

  public Future<Page<Location>> locations(int business, Optional<String> cursor, int limit) {
    throw new UnsupportedOperationException();
  }
}
