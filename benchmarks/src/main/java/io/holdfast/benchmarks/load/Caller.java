package io.holdfast.benchmarks.load;

/**
 * Who sends the requests of one thread.
 *
 * @param nonce of the run, no two runs having the same: idempotency keys begin with it
 * @param amount of every movement, in minor units
 */
public record Caller(Target target, String nonce, Wallets wallets, long amount) {}
