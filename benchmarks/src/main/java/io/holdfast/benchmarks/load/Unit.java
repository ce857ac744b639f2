package io.holdfast.benchmarks.load;

import java.nio.ByteBuffer;

/**
 * One thing a caller wants: one request, or several in turn on one connection. An object does one
 * after the other, and is confined to the thread of its connection.
 */
public interface Unit {
  /**
   * Makes the first request.
   *
   * @param count number of this unit, which no other of the run has: from it come its keys
   */
  ByteBuffer begin(long count);

  /**
   * Reads an answer.
   *
   * @return the next request; null if the unit is over, and {@link #outcome} says how
   */
  ByteBuffer next(Answered answered);

  Outcome outcome();

  /** What a unit sees of an answer. */
  interface Answered {
    int status();

    /** Whether the service says that it has given this answer before. */
    boolean replayed();

    /** Whether the service says that it did nothing of it, and that it may be asked again. */
    boolean refused();

    /** The id with which the body begins; false if there is none. */
    boolean copyId(byte[] into);

    /**
     * How each operation of a batch ended, in their order.
     *
     * @return how many results there are; more than there is room for is one more than that
     */
    int results(Outcome[] into);
  }
}
