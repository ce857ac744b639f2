/**
 * Whether the book is right, proven while the service runs.
 *
 * <p>Three walks, a few places each at a time: wallets against their newest journal row and open
 * holds, journal rows each against the one before it, cached balances against wallets. The first
 * two are statements of PostgreSQL ({@code R__audit.sql}), each of which sees one moment; how far
 * they are stands in the book, so instances share the work and a restart goes on with it. A wallet
 * that is wrong is set aside: nothing is posted to it any more, and it takes somebody with access
 * to the server to find out why and release it. A cached balance that is wrong, twice and with
 * nothing happening to its wallet in between, is thrown away and loaded anew.
 *
 * <p>Bound to one event loop. It never changes a balance, a hold or a journal row. {@code java -jar
 * holdfast.jar audit} proves the whole book in one snapshot instead; see {@link
 * io.holdfast.ledger.BookProof}.
 */
package io.holdfast.audit;
