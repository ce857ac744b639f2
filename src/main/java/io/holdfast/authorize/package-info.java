/**
 * The use case: an operation becomes durable, once, and its caller learns how it ended.
 *
 * <pre>
 *  step                           where                              round trips
 *  -----------------------------  ---------------------------------  ------------------------------
 *  reserve and mark               gate/RedisGate, lua/gate.lua       1 to Redis, shared with what came
 *                                                                    during the call before
 *  decide                         foresight/Foresight               0
 *  compare, write, commit         ledger/Posting,                    1 to PostgreSQL, shared by a
 *                                 R__post_foreseen.sql               batch, with its one fsync
 *  answer
 *  forget the mark                gate/RedisGate, lua/gate.lua       0: rides with a later call
 *  -----------------------------  ---------------------------------  ------------------------------
 *  wallet not cached              authorize/WalletLoads              2 to Redis, 1 to PostgreSQL
 *  the gate says no               ledger/BookLookups, review.sql     1 to PostgreSQL, shared with
 *                                                                    others that look up
 *  key used before                ledger/BookLookups                 1 to PostgreSQL, the same
 *  not as it was remembered, or   ledger/Posting, R__posting.sql     1 more to PostgreSQL, which
 *  out of the ordinary                                               decides, with its own fsync
 * </pre>
 *
 * <p><b>Order.</b> What lowers the available balance reserves in Redis first and commits second;
 * what raises it commits first and shows in Redis second, before the answer. Redis therefore errs
 * low.
 *
 * <p><b>No is never Redis's alone.</b> A gate that is short may be so because of reservations that
 * will be given back, or because it lost an update. PostgreSQL is read before a decline: if it has
 * the money, the operation is posted all the same and the commit decides.
 *
 * <p><b>Three outcomes.</b> A commit whose answer was lost is neither taken for done nor for
 * failed. A retraction is posted under the operation's own key: either it finds the operation
 * there, or it makes sure that it never comes.
 *
 * <p><b>One after the other.</b> Operations that came together keep the order of their wallet, see
 * {@link io.holdfast.authorize.Succession}.
 *
 * <p><b>When an answer did not arrive.</b> {@link io.holdfast.authorize.Inquiry} tells what became
 * of an operation, {@link io.holdfast.authorize.Reversals} undoes or fences it, and {@link
 * io.holdfast.authorize.Deadlines} does so by itself for a caller that waits no longer.
 *
 * <p><b>Where nothing moves any more</b>, since the business has switched account balances off,
 * {@link io.holdfast.authorize.Recall} answers what was done before, and refuses the rest.
 *
 * <p><b>Ports.</b> What it needs of the world are five interfaces: {@link io.holdfast.gate.Gate},
 * {@link io.holdfast.gate.Marks}, {@link io.holdfast.ledger.Ledger}, {@link
 * io.holdfast.ledger.Lookups} and {@link io.holdfast.authorize.Timers}. Each has one real form, and
 * one in memory under which a simulator runs this code through every order of events.
 *
 * <p><b>Threading.</b> Everything here is bound to one event loop and keeps its state in plain
 * fields, but for the loads of wallets under way, which all loops share. Nothing here blocks, and
 * nothing here knows HTTP.
 */
package io.holdfast.authorize;
