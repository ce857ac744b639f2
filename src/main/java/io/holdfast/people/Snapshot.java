package io.holdfast.people;

import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the database said at one moment, indexed by all that it is asked for. Immutable. */
final class Snapshot {
  static final Snapshot EMPTY = new Snapshot();

  private final Map<Secret.Hash, ApiKey> keysByHash = new HashMap<>();
  private final Map<Integer, ApiKey> keysByNumber = new HashMap<>();
  private final Map<Integer, Location> locationsByNumber = new HashMap<>();
  private final Map<UUID, Location> locationsById = new HashMap<>();
  private final Map<Integer, Business> businesses = new HashMap<>();
  private final Set<Integer> limited = new HashSet<>();

  /* What the database's clock said, and when. */
  private long readNanos;
  private long readMillis;

  private Snapshot() {}

  /**
   * What was read.
   *
   * @param readNanos when it was asked for
   */
  static Snapshot of(
      long readNanos,
      Iterable<Row> keys,
      Iterable<Row> locations,
      Iterable<Row> businesses,
      Iterable<Row> limited) {
    Snapshot snapshot = new Snapshot();
    snapshot.readNanos = readNanos;
    for (Row row : keys) {
      snapshot.readMillis = PeopleRows.millis(row, 9);
      ApiKey key = PeopleRows.key(row);
      snapshot.keysByNumber.put(key.number(), key);
      boolean revoked = row.getBoolean(8);
      if (!revoked) {
        snapshot.keysByHash.put(Secret.Hash.of(row.getBuffer(7).getBytes()), key);
      }
    }
    for (Row row : locations) {
      Location location = PeopleRows.location(row);
      snapshot.locationsByNumber.put(location.number(), location);
      snapshot.locationsById.put(location.id(), location);
    }
    for (Row row : businesses) {
      Business business = PeopleRows.business(row);
      snapshot.businesses.put(business.number(), business);
    }
    limited.forEach(row -> snapshot.limited.add(row.getInteger(0)));
    return snapshot;
  }

  /** The time since 1970 by the database's clock; none is known before there is a key. */
  long bookMillis(long nanos) {
    return readMillis + (nanos - readNanos) / 1_000_000;
  }

  /** The unrevoked key with this hash, or null. */
  ApiKey keyByHash(Secret.Hash hash) {
    return keysByHash.get(hash);
  }

  ApiKey actor(int number) {
    return keysByNumber.get(number);
  }

  Location location(int number) {
    return locationsByNumber.get(number);
  }

  Location location(UUID id) {
    return locationsById.get(id);
  }

  boolean isLimited(int business) {
    return !limited.isEmpty() && limited.contains(business);
  }

  Business business(int number) {
    return businesses.get(number);
  }
}
