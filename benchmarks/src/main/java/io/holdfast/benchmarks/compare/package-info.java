/**
 * Tells whether one build is slower than another, or the machine was busy.
 *
 * <p>{@link io.holdfast.benchmarks.compare.CompareBuilds} takes the benchmarks of {@code micro}
 * that both builds have and measures each in pairs, one build right after the other, in an order
 * drawn anew for each pair, each measurement in a JVM of its own. {@link
 * io.holdfast.benchmarks.compare.PairedSample} judges the ratios of the pairs: drift of the machine
 * falls on both sides of a pair, and chance is told apart by a sign-flip test, corrected for the
 * number of benchmarks. Must not: compare figures from different hours.
 */
package io.holdfast.benchmarks.compare;
