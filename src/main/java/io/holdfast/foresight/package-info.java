/**
 * What a batch will do, decided before PostgreSQL is asked.
 *
 * <p>Whoever commits a batch is told what it made of each wallet, and that is how the wallet still
 * is unless somebody else has changed it. So the next batch can be decided here, in memory, and
 * PostgreSQL has only to look whether the memory is right and to write what came of it: less than
 * two thirds of the work of deciding there as well.
 *
 * <p>Flow: {@link io.holdfast.foresight.Foresight#foresee} walks through a batch, each wallet on
 * its {@link io.holdfast.foresight.Course}, and makes a {@link io.holdfast.foresight.Step} of every
 * operation that is covered and out of doubt; what is not is left for PostgreSQL to decide, with
 * all that comes after it on the same wallet. After the commit the steps are what is known, and
 * wallets that turned out to be otherwise are forgotten. What PostgreSQL decided is {@linkplain
 * io.holdfast.foresight.Foresight#learn learned} from its answers.
 *
 * <p>A memory that is wrong costs time, never money: nothing is declined here, and nothing counts
 * before PostgreSQL has compared all that was decided upon under the lock of the wallet's row. The
 * rules are {@link io.holdfast.operation.Rules}; that what is written is what {@code post()} would
 * have written, see {@code R__posting.sql}, is held by the test {@code TwoBooksIT}.
 *
 * <p>Threading: confined to the one thread that commits. No IO. Must not: know of PostgreSQL,
 * refuse anything, or outlive a doubt.
 */
package io.holdfast.foresight;
