/**
 * The commands on a wallet, the rules that decide them, and what they leave behind. Without IO.
 *
 * <p>{@link io.holdfast.operation.Rules} is the specification: one function from a wallet's state
 * and an operation to a decision. The Redis script applies its first half (is the money there?) to
 * many tills at once, the PostgreSQL function applies all of it to the durable rows, and tests hold
 * both against it. {@link io.holdfast.operation.Refusal} lists every "no" in order of precedence.
 * Everything is immutable and safe from any thread.
 */
package io.holdfast.operation;
