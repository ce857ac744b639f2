/**
 * How the service is, second by second, for whoever runs it.
 *
 * <p>While somebody watches, and only then, {@link io.holdfast.vitals.Pulse} reads the meters once
 * a second, which are counted anyway, asks both servers for a sign of life, and shows everybody the
 * same {@link io.holdfast.vitals.VitalSigns}. What was declined lately is kept beside, by business,
 * in {@link io.holdfast.vitals.RecentDeclines}; a decline is recorded where it is answered, an
 * approval costs nothing.
 *
 * <pre>
 *   Metrics ─┐                        ┌─▶ watcher, on its own event loop
 *   Probes ──┴─▶ Pulse ─▶ VitalSigns ─┴─▶ watcher
 * </pre>
 *
 * <p>All of it is about one process, in memory, and gone with it. Threading: the pulse is taken on
 * the event loop of what runs in the background; watchers are told on theirs; declines may be
 * recorded from any thread.
 *
 * <p>Must not: keep anything without a bound, cost a payment anything, or hold back a sample for a
 * server or a watcher that is slow.
 */
package io.holdfast.vitals;
