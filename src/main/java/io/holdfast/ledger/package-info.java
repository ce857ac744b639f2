/**
 * PostgreSQL: the book, and everything that is read from it or written to it.
 *
 * <p>The book is the only truth. Wallet rows are what decisions are made on; the journal has every
 * change that led there and is only ever added to; holds are the open and closed authorizations. A
 * wallet is found by the number inside its id, and so is everything that happened to it. A made-up
 * id finds nothing: the whole id of a wallet, or the time in the id of a movement, is compared with
 * what is stored, and everything with the business of whoever asks.
 *
 * <p>Flow of what moves money: {@link io.holdfast.ledger.GroupCommit} hands over, {@link
 * io.holdfast.ledger.CommitLane} gathers, {@link io.holdfast.ledger.Posting} has the batch decided
 * ahead where it can be, writes it with {@code post_foreseen()}, and leaves the rest to {@code
 * post()}.
 *
 * <p>Statements are files under {@code sql/}, functions and tables are migrations under {@code
 * db/migration/}; each names its parameters, results and locks. Every connection works under the
 * role {@link io.holdfast.ledger.PostgresOptions#SERVICE_ROLE}; only the migrations run as the
 * owner of the tables. Times are set by the server, cut to milliseconds, and never run backwards
 * within a wallet.
 *
 * <p>Threading: pools, and what is built on them, belong to one event loop, except where a class
 * says otherwise; nothing blocks but the migrations, on a worker thread.
 *
 * <p>Must not: know of Redis, of HTTP or of API keys; take a failure for a "no" (see {@link
 * io.holdfast.ledger.PostgresFaults}).
 */
package io.holdfast.ledger;
