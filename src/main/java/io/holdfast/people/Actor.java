package io.holdfast.people;

import java.util.UUID;

/** Who did something, as histories name them: a member of staff, or a machine by its API key. */
public record Actor(UUID id, String name) {}
