/**
 * The parts by themselves, under JMH: what an operation costs in time and in bytes allocated.
 *
 * <p>{@link io.holdfast.benchmarks.micro.MicroBenchmarks} runs them. They explain the figures over
 * HTTP; they do not replace them.
 */
package io.holdfast.benchmarks.micro;
