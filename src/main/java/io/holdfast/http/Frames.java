package io.holdfast.http;

import java.util.function.Consumer;

/**
 * Cuts a body, as it comes in, into the operations that it is made of: the bytes of each go to a
 * consumer, or null where they are more than an operation may have. Nothing is kept but what has
 * come of one operation. Use one for each body.
 */
interface Frames {
  /** Takes in a piece; what is complete with it goes to the consumer, in order. */
  void take(byte[] piece, Consumer<byte[]> operations);

  /** The body is there. */
  void end(Consumer<byte[]> operations);

  /** What is wrong with the body as a whole, so far; null for nothing. */
  Problem fault();
}
