package io.holdfast.operation;

/**
 * The limit that a spend would have exceeded.
 *
 * @param limit as callers see it: a JSON object as text
 * @param resetsAtMillis when the window that is full ends, in milliseconds since 1970
 */
public record Exceeded(String limit, long resetsAtMillis) {}
