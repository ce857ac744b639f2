/**
 * The API over HTTP, and the management port. Nothing but this package knows HTTP.
 *
 * <p>{@link io.holdfast.http.Routes} is the table of everything the API does. Each request is an
 * {@link io.holdfast.http.Exchange}, which passes it through the checks in a fixed order
 * (admission, authentication, permission, rate, body) and hands it as a {@link
 * io.holdfast.http.Call} to an endpoint; the endpoint makes an operation of it for the use case,
 * and a {@link io.holdfast.http.Reply} of what the use case says.
 *
 * <pre>
 *   Router ─▶ Exchange ─▶ StrictReader (Form, Field) ─▶ Call ─▶ …Endpoints ─▶ Submissions ─▶ use case
 *                 ▲                                                  │
 *                 └──── Answers ◀── Reply (Documents | Problem) ◀────┘
 * </pre>
 *
 * <p>What people look at, the files under {@code web/}, never gets that far: {@link
 * io.holdfast.http.Pages} has them in memory.
 *
 * <p>A "no" is a {@link io.holdfast.http.Problem}, a value; only where a part failed does a future
 * fail, and then the answer is 503 with what is known of the outcome.
 *
 * <p>Threading: an {@link io.holdfast.http.ApiServer} and all behind it is confined to one event
 * loop; the {@link io.holdfast.http.RateLimiter}, the metrics and the directory are shared.
 *
 * <p>Must not: decide about money, talk to Redis or PostgreSQL, block, or let a request grow a
 * queue without a bound.
 */
package io.holdfast.http;
