package io.holdfast.programs;

import java.util.List;
import java.util.UUID;

/**
 * Something that happened to a client, as a caller reported it.
 *
 * @param number its place among all activities, in the order in which they were recorded
 * @param activityId the caller's own name for it, unique in the business
 * @param location number, 0 for none
 * @param actor number of the API key that reported it
 * @param advanced the flows that counted it
 */
public record Activity(
    long number,
    String activityId,
    String type,
    String clientReference,
    int location,
    int actor,
    long occurredAtMillis,
    long recordedAtMillis,
    List<Advance> advanced) {

  /**
   * A flow that counted the activity, as it was then.
   *
   * @param counted of this client's activities, this one included
   * @param count of the flow's trigger
   * @param reward of the flow
   */
  public record Advance(UUID flowId, long counted, int count, Flow.Action reward) {
    /** Whether this activity earned the reward. */
    public boolean isEarned() {
      return counted % count == 0;
    }
  }

  /** Whether it earned a reward from any flow. */
  public boolean isRewarded() {
    return advanced.stream().anyMatch(Advance::isEarned);
  }
}
