/**
 * When to send what has gathered. The gate's script calls and the ledger's statements both cost
 * much by themselves and little for each operation in them, so both go by the same rule: {@link
 * io.holdfast.pacing.Linger}.
 *
 * <p>Pure: no clock, no timer, no IO; whoever asks brings the time. Must not: hold anything back
 * for longer than a till would notice.
 */
package io.holdfast.pacing;
