/**
 * What is measured beside the service itself, each a program for a JVM of its own.
 *
 * <p>All speak the same HTTP on the same Vert.x with the same transport and number of event loops,
 * take the same request and give an answer of the same shape. {@link
 * io.holdfast.benchmarks.subject.JsonExchange} does nothing else: it is the ceiling of the HTTP
 * stack. {@link io.holdfast.benchmarks.subject.RowPerTransaction} is the usual way to do the work,
 * done as well as it can be: one transaction a request.
 *
 * <p>Neither authenticates, keeps answers for replay, knows holds, or publishes metrics: where they
 * differ from the service, they have less to do.
 */
package io.holdfast.benchmarks.subject;
