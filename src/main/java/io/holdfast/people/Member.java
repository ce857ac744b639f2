package io.holdfast.people;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A member of staff. The password is not here: only its hash is kept, and only in the database.
 *
 * @param permissions what a session opens, and the most that a key of theirs does
 * @param locationIds the only ones that they may name; empty for all
 * @param hasPassword without one they cannot sign in
 * @param deactivatedAtMillis since 1970, or null while active
 */
public record Member(
    int number,
    UUID id,
    int business,
    String name,
    String email,
    Set<Permission> permissions,
    List<UUID> locationIds,
    boolean hasPassword,
    Long deactivatedAtMillis,
    long createdAtMillis) {

  public boolean isActive() {
    return deactivatedAtMillis == null;
  }

  /** Whether they have this permission, be it by being an admin. */
  boolean may(Permission permission) {
    return permissions.contains(permission) || permissions.contains(Permission.ADMIN);
  }
}
