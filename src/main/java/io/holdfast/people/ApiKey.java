package io.holdfast.people;

import java.util.Set;
import java.util.UUID;

/**
 * Who a request comes from. The secret is not here: only its hash is kept, and only in the
 * database.
 *
 * @param number the actor in the journal
 * @param expiresAtMillis since 1970, or null for never
 */
public record ApiKey(
    int number,
    UUID id,
    int business,
    String name,
    Set<Permission> permissions,
    Long expiresAtMillis,
    long createdAtMillis) {

  /** Whether the key opens what any of these permissions opens; an admin key opens everything. */
  public boolean hasAny(Set<Permission> wanted) {
    if (permissions.contains(Permission.ADMIN)) {
      return true;
    }
    for (Permission permission : wanted) {
      if (permissions.contains(permission)) {
        return true;
      }
    }
    return false;
  }
}
