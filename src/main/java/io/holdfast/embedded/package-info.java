/**
 * Real servers in a box: the PostgreSQL and the Redis that a start without any URI, and the tests,
 * run on. Both come as Maven artifacts, so nothing has to be installed.
 *
 * <p>The servers are children of this process, started and owned here, and not through the life
 * cycles of the libraries that carry the binaries. Those stop their servers from shutdown hooks of
 * their own, which run beside ours: on SIGTERM the database would go away under the requests that
 * are being finished. Here nothing stops a server but {@code close()}, or the end of this process,
 * however it ends: each server has a {@link io.holdfast.embedded.ServerProcess watchdog} that sees
 * the pipe from this process close and then stops the server, also after a {@code kill -9}.
 *
 * <p>PostgreSQL runs with {@code fsync}, {@code synchronous_commit} and {@code full_page_writes}
 * on. Redis keeps nothing on disk, because it is a cache: PostgreSQL is the book.
 *
 * <p>Everything listens on 127.0.0.1 only, and PostgreSQL trusts whoever connects from there: this
 * is for development, demonstration and tests, on a machine whose users trust one another.
 *
 * <p>Everything here blocks; call it from a thread that may, never from an event loop. Instances
 * are safe for use by several threads. This package knows of no other package of Holdfast.
 */
package io.holdfast.embedded;
