/**
 * Typed, immutable configuration: every knob of the service, read once at the start.
 *
 * <p>{@link io.holdfast.config.Settings#load} takes a knob from the environment, else from the
 * file, else its default. An unknown key, a wrong type or a value out of range is an error and
 * never ignored, and all of them are told at once: a typing error must not silently run a payment
 * service on a default.
 *
 * <p>A knob is one line in the {@code read} method of its record; its name in the environment
 * follows from its path. {@code config/holdfast.yaml} explains each knob, and a test keeps file and
 * code in agreement.
 *
 * <p>Only this package, {@code Main} and {@code Wiring} may read the environment. This package
 * knows of no other package of Holdfast, and starts nothing.
 */
package io.holdfast.config;
