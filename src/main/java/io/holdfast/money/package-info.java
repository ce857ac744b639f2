/**
 * Amounts and currencies, without IO.
 *
 * <p>Money is a {@code long} of minor units beside an ISO 4217 code; nothing here or anywhere in
 * the service computes with floating point. Everything is immutable and safe from any thread.
 */
package io.holdfast.money;
