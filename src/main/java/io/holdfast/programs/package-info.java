/**
 * What a chain does with balances beside payments: automated flows that reward clients, memberships
 * that add money every period, and limits on what is spent.
 *
 * <p><b>Flow.</b> A program keeps its own state in its own tables, in commits of its own: first
 * what is to be done (a reward that is owed, a period that began), then that it was done. The money
 * goes through {@link io.holdfast.authorize.Authorizer} as any other, under a key made from what
 * the movement is for. Whoever finds the work undone does it: the request itself at once, or a
 * sweep in the background of any instance, after a crash or at the same moment. The journal lets it
 * in once.
 *
 * <p><b>Limits.</b> {@link io.holdfast.programs.Limits} keeps the definitions: how much, and how
 * often, may be spent in a window of the calendar. It decides nothing. PostgreSQL does, in the
 * statement that posts a hold or a debit ({@code R__limits.sql}), with the definitions as they are
 * at that moment. A business without limits pays nothing for that: {@link
 * io.holdfast.people.Directory} knows which have any, and only their operations are marked as to be
 * looked at. So the first limit of a business is in force on all instances within 5 s (at once on
 * the one that made it), and until then operations elsewhere neither count towards it nor are
 * refused by it; every later limit, change and deletion is in force everywhere with its commit.
 *
 * <p><b>Threading.</b> Everything here is bound to one event loop; what happens without a caller is
 * a chore of the background's loop. Nothing blocks.
 *
 * <p><b>Must not</b> change a wallet, a hold or the journal by itself; move money under a key that
 * is not made from what is written down; change a definition without a line in the trail of changes
 * in the same commit; trust an instance's clock; know HTTP.
 */
package io.holdfast.programs;
