/**
 * Who may do what: businesses, locations and API keys.
 *
 * <p>{@link io.holdfast.people.Founding} makes the first business and its admin key at start.
 * {@link io.holdfast.people.Directory} holds everything in memory, since every request asks for it:
 * a snapshot read again every 2 s, so that what one instance changes (a key revoked, above all) all
 * others see within 5 s. {@link io.holdfast.people.People} makes the changes. {@link
 * io.holdfast.people.Demo} loads a chain to try things on.
 *
 * <p>Threading: the directory is one for the process and safe from any thread; the rest is bound to
 * one event loop. Nothing blocks.
 *
 * <p>Must not: keep or log a secret, only its hash; answer one business about another.
 */
package io.holdfast.people;
