package io.holdfast.people;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * Who a request comes from: a key, or a member of staff who is signed in. The secret is not here:
 * only its hash is kept, and only in the database.
 *
 * @param number the actor in the journal
 * @param id of the key; of the member for a session
 * @param permissions as they are now: what a member's key opens is never more than what the member
 *     may
 * @param expiresAtMillis since 1970, or null for never
 * @param staffId of the member of staff whose key or session it is; null for a machine's
 * @param locationIds the only ones that may be named; empty for all
 */
public record ApiKey(
    int number,
    UUID id,
    int business,
    String name,
    Set<Permission> permissions,
    Long expiresAtMillis,
    long createdAtMillis,
    UUID staffId,
    Set<UUID> locationIds) {

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

  /** Whether what it moves may be said to happen at this location of its business. */
  public boolean mayName(UUID locationId) {
    return locationIds.isEmpty() || locationIds.contains(locationId);
  }

  /** The same until then. */
  ApiKey until(long millis) {
    return new ApiKey(
        number, id, business, name, permissions, millis, createdAtMillis, staffId, locationIds);
  }

  /** The key in the hands of the member it belongs to. */
  ApiKey of(Member member) {
    Set<Permission> shared = EnumSet.noneOf(Permission.class);
    for (Permission permission : Permission.values()) {
      if (hasAny(Set.of(permission)) && member.may(permission)) {
        shared.add(permission);
      }
    }
    return new ApiKey(
        number,
        id,
        business,
        name,
        Set.copyOf(shared),
        expiresAtMillis,
        createdAtMillis,
        member.id(),
        Set.copyOf(member.locationIds()));
  }
}
