/**
 * Who may do what: businesses with their settings, locations, staff, API keys and sessions.
 *
 * <p>{@link io.holdfast.people.Founding} makes the first business and its admin key at start.
 * {@link io.holdfast.people.Directory} holds everything in memory, since every request asks for it:
 * a snapshot read again every 2 s, so that what one instance changes (a key revoked, above all) all
 * others see within 5 s. {@link io.holdfast.people.People} makes the changes, each in one commit
 * with its entry in the trail of changes and its event. {@link io.holdfast.people.Sessions} signs
 * members of staff in; {@link io.holdfast.people.Passwords} hashes on threads of its own. {@link
 * io.holdfast.people.Demo} and {@link io.holdfast.people.DemoStaff} load a chain to try things on.
 *
 * <p>A member of staff acts in the journal under a number of the keys' numbering: a row of {@code
 * api_keys} without a secret, which opens nothing.
 *
 * <p>Threading: the directory, the passwords and the attempts are one for the process and safe from
 * any thread; the rest is bound to one event loop. Nothing blocks an event loop.
 *
 * <p>Must not: keep or log a secret, only its hash; answer one business about another; change
 * anything without an entry in the trail.
 */
package io.holdfast.people;
