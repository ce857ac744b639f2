/**
 * Redis: cached balances, lowered in one step with the mark of the operation that lowers them.
 *
 * <p>{@code lua/gate.lua} decides, reserves and marks; {@code lua/load_begin.lua} and {@code
 * lua/load_end.lua} bring a wallet in from PostgreSQL around a read of it; {@code lua/marks.lua}
 * finds what was left behind. What there is to say while a script call is under way goes with the
 * next one, which waits a moment for company: {@link io.holdfast.gate.GateLine}. A held connection
 * that comes back by itself carries it: {@link io.holdfast.gate.RedisLink}.
 *
 * <p>In Redis there is, by bucket {@code b} of 256, which is also the hash tag:
 *
 * <ul>
 *   <li>{@code hf:{b}:w:<number>}, a hash: a wallet's available balance, status, identity, the
 *       version it was loaded at and the epoch it was loaded in. Kept a day, then loaded again when
 *       needed.
 *   <li>{@code hf:{b}:p}, a hash: the marks of operations that are reserved and not settled. As
 *       many as there are requests under way.
 *   <li>{@code hf:{b}:d:<number>:<operation>}, a string: a decline, kept for 15 minutes.
 * </ul>
 *
 * <p>The epoch is which server this is. After a restart, or when a replica took over that may have
 * missed the last moments, it is another one, and what was loaded before counts as not cached.
 *
 * <p>Nothing here is ever the only copy of anything: all of it may vanish at any moment, at the
 * cost of time. Everything is bound to one event loop. This package knows neither PostgreSQL nor
 * HTTP.
 */
package io.holdfast.gate;
