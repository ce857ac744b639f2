package io.holdfast.wallet;

/**
 * A wallet's money at one moment, in minor units.
 *
 * @param balance what the wallet holds; below zero it is an IOU
 * @param held the part set aside by open authorizations, never below zero
 * @param available {@code balance - held + credit limit}
 */
public record Balance(long balance, long held, long available) {}
