package io.holdfast.foresight;

import java.util.UUID;

/**
 * The open authorizations that a committer remembers. Each has its place by its id; who comes later
 * to the same place takes it, so there are never more than {@value #MAX}. Confined to the lane's
 * event loop.
 */
final class KnownHolds {
  static final int MAX = 1 << 16;

  /** In characters. Most have none; those with a long one are looked up when they are captured. */
  private static final int METADATA_MAX = 256;

  private final KnownHold[] places = new KnownHold[MAX];

  /** The authorization with this id, or null. */
  KnownHold find(UUID id) {
    KnownHold hold = places[place(id)];
    return hold != null && hold.state().id().equals(id) ? hold : null;
  }

  /** Remembers how it is now; forgets it if nothing more can become of it. */
  void put(KnownHold hold) {
    String metadata = hold.state().metadata();
    boolean isWorthIt = metadata == null || metadata.length() <= METADATA_MAX;
    UUID id = hold.state().id();
    if (hold.state().status().isOpen() && isWorthIt) {
      places[place(id)] = hold;
    } else if (find(id) != null) {
      places[place(id)] = null;
    }
  }

  private static int place(UUID id) {
    int hash = id.hashCode();
    return (hash ^ (hash >>> 16)) & (MAX - 1);
  }
}
