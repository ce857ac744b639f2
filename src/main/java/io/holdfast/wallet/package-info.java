/**
 * A wallet's state and the identifiers that lead to it, without IO.
 *
 * <p>A wallet is found by its number. The number stands inside the id of the wallet and of
 * everything that ever happens to it, so an id is routed to its bucket, its row and its cache entry
 * without an index or a look-up. How ids and numbers are written where strings would cost: {@link
 * io.holdfast.wallet.Ascii}. Everything is immutable and safe from any thread.
 */
package io.holdfast.wallet;
