package io.holdfast.foresight;

import java.util.List;

/**
 * What was decided ahead of a batch.
 *
 * @param steps in the order in which the operations stand in the batch
 * @param wallets those that the steps change, in ascending order of their numbers
 * @param rest places in the batch, from 0, of what PostgreSQL has to decide after them
 */
public record Foreseen(List<Step> steps, List<Course> wallets, List<Integer> rest) {
  /** PostgreSQL decides all of it. */
  public static final Foreseen NOTHING = new Foreseen(List.of(), List.of(), List.of());

  public boolean isNothing() {
    return steps.isEmpty();
  }
}
