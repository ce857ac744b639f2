/**
 * The use case over models of both servers, in virtual time and under one seeded order of events.
 *
 * <p>{@link io.holdfast.simulator.Scheduler} decides what happens next; {@link
 * io.holdfast.simulator.Wire} carries messages as a connection does: in order, late, or lost with
 * everything after them when it breaks, and carried out all the same when the sender has given up;
 * {@link io.holdfast.simulator.ModelRedis} and {@link io.holdfast.simulator.ModelBook} are the
 * servers; {@link io.holdfast.simulator.Simulation} has processes that crash, clients that repeat
 * themselves, and what must hold after every step. A seed is one run, always the same one.
 */
package io.holdfast.simulator;
