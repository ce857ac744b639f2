/**
 * Where the money is: the servers, the wallets that a measurement spends from, and the audits that
 * say afterwards whether what was answered is what was moved.
 *
 * <p>A {@link io.holdfast.benchmarks.book.Book} is read over JDBC, by statements of its own: it
 * shares no code with what it audits. {@link io.holdfast.benchmarks.book.MoneyAudit} also runs
 * alone, against any PostgreSQL and Redis of the service that are quiet.
 */
package io.holdfast.benchmarks.book;
