/**
 * Telling what happened: from the commit to whoever listens.
 *
 * <pre>
 *  commit:  journal rows, and one row of the outbox that says which     R__posting.sql
 *     │     (or the document of a thing that changed)                   R__changes_and_events.sql
 *  Sealing: what is visible gets positions without gaps                 R__feed.sql
 *     │
 *     ├──── GET /v1/events                                              ledger.Feed
 *  Relay:   deliveries of what is new, taken under leases               R__webhooks.sql
 *     │     rendered, signed                                            Signatures
 *  Courier: to an address that was looked at                            Targets
 *           and what became of it: done, again later, or given up       Verdict
 * </pre>
 *
 * <p>Whatever dies, nothing is lost: each arrow is one commit. Whatever dies, something may be told
 * twice, under the same id. Everything here is bound to one event loop, but names are looked up on
 * worker threads; every queue has a bound.
 *
 * <p>Must not: be on the way of a debit; follow a redirect; connect to an address other than the
 * one that was looked at; show a secret.
 */
package io.holdfast.events;
