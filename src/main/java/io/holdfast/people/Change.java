package io.holdfast.people;

import java.util.UUID;

/**
 * An entry of the trail of changes.
 *
 * @param number its place in the trail
 * @param actor number of who changed it; 0 for the service itself
 * @param action what was done to which kind of thing, as {@code staff.updated}
 * @param subject id of what was changed; null for the business itself
 * @param before JSON of it; null if it was made
 * @param after JSON of it; null if it is gone
 */
public record Change(
    long number,
    int actor,
    String action,
    UUID subject,
    String before,
    String after,
    long createdAtMillis) {}
