/**
 * The load: connections that send requests, take the answers in, and count.
 *
 * <p>A {@link io.holdfast.benchmarks.load.Mix} says what is asked, a {@link
 * io.holdfast.benchmarks.load.Pace} when. In the closed loop every connection sends its next
 * request when the last is answered: that finds the ceiling, and a target that stalls is asked
 * less. In the open loop requests have their times beforehand, and latency runs from the time at
 * which one was meant to begin: a second in which nothing is answered is seen by every request that
 * falls into it. How late the driver itself looked at its schedule is kept apart.
 *
 * <p>The driver shares its machine with what it measures, so it is as cheap as it can be made:
 * plain NIO, one thread for all connections unless told otherwise, requests that are a template
 * with some places overwritten, no look at a body unless a mix needs it. Each thread has its
 * connections, choice of wallets and counts to itself; they are added up when all threads are done.
 */
package io.holdfast.benchmarks.load;
