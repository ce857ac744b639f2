/**
 * What a chain does with balances beside payments: automated flows that reward clients.
 *
 * <p>A program writes down what is to be moved in a commit of its own (a reward that is owed), and
 * then moves it through {@link io.holdfast.authorize.Authorizer}, under a key made from what it
 * wrote down. Whoever finds it written down and not done, does it: the request itself at once, or a
 * sweep in the background of any instance, as often as it takes. The journal lets it in once.
 *
 * <p>Threading: everything is bound to one event loop. Nothing blocks.
 *
 * <p>Must not: change a wallet in any other way; move money under a key that is not made from what
 * is written down; know HTTP.
 */
package io.holdfast.programs;
