package io.holdfast.ledger;

import java.util.List;

/**
 * A piece of a list.
 *
 * @param next where the following piece begins, or null if there is none
 */
public record Page<T>(List<T> data, String next) {}
