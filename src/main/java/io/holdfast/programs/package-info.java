/**
 * What a chain does with balances beside payments: automated flows that reward clients, and limits.
 *
 * <p>A program writes down what is to be moved in a commit of its own (a reward that is owed), and
 * then moves it through {@link io.holdfast.authorize.Authorizer}, under a key made from what it
 * wrote down. Whoever finds it written down and not done, does it: the request itself at once, or a
 * sweep in the background of any instance, as often as it takes. The journal lets it in once.
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
 * <p>Threading: everything is bound to one event loop. Nothing blocks.
 *
 * <p>Must not: change a wallet in any other way; move money under a key that is not made from what
 * is written down; change a definition without a line in the trail of changes in the same commit;
 * know HTTP.
 */
package io.holdfast.programs;
