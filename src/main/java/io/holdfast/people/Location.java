package io.holdfast.people;

import java.util.UUID;

/** A place of a business. {@code reference} may be null; {@code timeZone} is an IANA name. */
public record Location(
    int number,
    UUID id,
    int business,
    String reference,
    String name,
    String timeZone,
    long createdAtMillis) {}
