/**
 * What the service counts and times, for Prometheus.
 *
 * <p>{@link io.holdfast.metrics.MetricNames} lists every name. Meters are resolved once and then
 * recorded into; labels come from fixed sets (routes, kinds, reasons, queues), never from what a
 * caller sends. Everything may be called from any thread. Must not: know who records.
 */
package io.holdfast.metrics;
