package io.holdfast.foresight;

import java.util.UUID;

/**
 * The open authorizations that a committer remembers. Each has its place by its id; who comes later
 * to the same place takes it, so there are never more than {@value #MAX}. Confined to the lane's
 * event loop.
 */
final class KnownHolds {
  private static final int BITS = 16;

  static final int MAX = 1 << BITS;

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

  /**
   * By wallet and sequence, which a UUID's own hash would put into the same few places where they
   * are of one moment. Fibonacci hashing (Knuth, The Art of Computer Programming, vol. 3, 6.4).
   */
  private static int place(UUID id) {
    return (int) ((id.getLeastSignificantBits() * 0x9E37_79B9_7F4A_7C15L) >>> (64 - BITS));
  }
}
