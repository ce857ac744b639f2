/**
 * The runs: what is started, in which order it is measured, and what is written down.
 *
 * <p>{@link io.holdfast.benchmarks.run.LoadRun} starts the servers and every {@link
 * io.holdfast.benchmarks.run.Subject} in a process of its own, and then measures them in turn,
 * round after round, since a machine's speed drifts: what is compared is what was measured side by
 * side. After each measurement every wallet is compared with what the answers said, and after each
 * round the whole books are audited; a fault, or an answer that should not have been given, fails
 * the run.
 */
package io.holdfast.benchmarks.run;
