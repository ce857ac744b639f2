package io.holdfast.programs;

import java.util.UUID;

/**
 * An automated flow: what happened to a client often enough adds to the balance.
 *
 * @param number of its source, by which the journal knows it
 */
public record Flow(
    long number,
    UUID id,
    String name,
    Trigger trigger,
    Action action,
    boolean enabled,
    long createdAtMillis) {

  /** Whether a client who has come this far gets nothing more from it. */
  public boolean isOver(long counted) {
    return !trigger.repeats() && counted >= trigger.count();
  }

  /** How many more activities earn the next reward: 1 to the trigger's count. */
  public long missing(long counted) {
    return trigger.count() - counted % trigger.count();
  }

  /**
   * When it acts.
   *
   * @param event type of the activities it counts, 1 to 100 characters
   * @param count so many of them earn a reward, 1 to 1,000,000
   * @param repeats at every multiple of the count; else once for each client
   */
  public record Trigger(String event, int count, boolean repeats) {
    public static final int COUNT_MAX = 1_000_000;
  }

  /**
   * What it does: adds to the balance.
   *
   * @param amount minor units
   */
  public record Action(long amount, String currency) {}

  /** What it has given, and what it owes, to all clients together. */
  public record Rewards(long given, long owed) {}

  /**
   * How far a client has come.
   *
   * @param counted activities, so many that a flow that does not repeat stops at its count
   * @param heldUpBy why the longest owed reward is not given yet, as a code of the API, or null
   */
  public record Progress(long counted, Rewards rewards, String heldUpBy) {}
}
