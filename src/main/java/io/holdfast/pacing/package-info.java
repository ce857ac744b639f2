/**
 * When to send what has gathered. The gate's script calls and the ledger's statements both cost
 * much by themselves and little for each operation in them, so both go by the same rule, {@link
 * io.holdfast.pacing.Linger}, and wait in the same way, by a {@link io.holdfast.pacing.Pause}.
 *
 * <p>The rule is pure: whoever asks brings the time. Confined to one event loop. Must not: hold
 * anything back for longer than a till would notice.
 */
package io.holdfast.pacing;
