package io.holdfast.programs;

/**
 * A thing in a list.
 *
 * @param number its place
 * @param document JSON, as the API shows it
 */
public record Listed(long number, String document) {}
