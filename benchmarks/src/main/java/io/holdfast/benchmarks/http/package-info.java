/**
 * The measurement over HTTP: durable debits a second of the service, beside a plain JSON exchange
 * and beside one transaction a request, in one run on one machine.
 *
 * <p>{@link io.holdfast.benchmarks.http.HttpMeasurement} starts the servers, every {@link
 * io.holdfast.benchmarks.http.Subject} in a JVM of its own, and then measures them in turn, round
 * after round, since a machine's speed drifts: what is compared is what was measured side by side.
 * After each figure the subject's book is audited; a fault, or an answer that is not a 2xx, fails
 * the run.
 */
package io.holdfast.benchmarks.http;
