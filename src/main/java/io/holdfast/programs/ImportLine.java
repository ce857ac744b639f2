package io.holdfast.programs;

/**
 * A good line of an import. Amounts are minor units.
 *
 * @param line of the file, where it begins, from 1
 * @param clientName or null
 * @param balance -(2^53 - 1) to 2^53 - 1; below zero an IOU within the credit limit
 * @param creditLimit or null for the usual one
 */
record ImportLine(
    int line,
    String clientReference,
    String clientName,
    String currency,
    long balance,
    Long creditLimit) {}
