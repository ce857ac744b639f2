/**
 * The load: connections that each send a debit, wait for its answer and send the next.
 *
 * <p>It shares its machine with what it measures, so it is as cheap as it can be made: plain NIO,
 * one thread for all connections unless told otherwise, requests that are a template with three
 * places overwritten, and no look at a body unless the status is a surprise. Each thread has its
 * connections, histogram and counts to itself; they are added up when all threads are done.
 *
 * <p>A closed loop finds the ceiling. Its latencies are those at the ceiling, not at a given rate.
 */
package io.holdfast.benchmarks.load;
