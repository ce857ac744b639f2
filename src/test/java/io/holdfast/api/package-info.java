/**
 * The contract, tested as a caller would: over HTTP, against the whole service on a real PostgreSQL
 * and a real Redis.
 *
 * <p>{@link io.holdfast.api.TestService} is started once for the JVM; a test makes itself a {@link
 * io.holdfast.api.Shop}, a business of its own, so that no test sees another's. Every reply, of
 * whichever test, passes {@link io.holdfast.api.Replies}. Must not: reach into the service, except
 * for what no caller can do (settings of a business, faults of servers), which goes by SQL or
 * signal.
 */
package io.holdfast.api;
