/**
 * Real servers and two instances under load while parts of them die, and a judge of what came of
 * it.
 *
 * <p>{@link io.holdfast.chaos.ChaosRun} starts PostgreSQL, Redis, a fault proxy before each, and
 * two instances as processes; {@link io.holdfast.chaos.Caller}s drive a mixed load over a few hot
 * and many other wallets and write every request and every answer into the {@link
 * io.holdfast.chaos.History}; {@link io.holdfast.chaos.Disturber} breaks things, by its seed, and
 * mends them; {@link io.holdfast.chaos.Judge} compares the history with the journal, without any
 * IO.
 */
package io.holdfast.chaos;
