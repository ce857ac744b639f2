/**
 * Starts and stops the service, and builds it.
 *
 * <p>{@link io.holdfast.Main} reads the configuration and, where none are configured, starts
 * servers of its own. {@link io.holdfast.Service} is the process: it migrates, checks whether the
 * servers can be trusted, and deploys one verticle for each event loop. {@link io.holdfast.Wiring}
 * is what one event loop authorizes with, and reads like a diagram of it.
 *
 * <p>Nothing is shared between event loops but what says so of itself: the directory of people, the
 * numbers of house accounts, wallet loads under way, the rate limiter and the metrics.
 */
package io.holdfast;
