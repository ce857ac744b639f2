package io.holdfast.events;

/**
 * When to try again: after a time that grows by a factor from one attempt to the next up to a
 * limit, each a fifth shorter or longer by chance, so that what failed together does not come back
 * together.
 *
 * @param firstMillis after the first attempt
 * @param maxMillis between two attempts
 * @param attempts in all; after the last one a delivery has failed for good
 */
public record Retries(long firstMillis, int factor, long maxMillis, int attempts) {
  /** 5 s, 15 s, 45 s, … to six hours: twenty attempts in almost three days. */
  public static final Retries USUAL = new Retries(5_000, 3, 21_600_000, 20);

  /** Longer than this no receiver makes us wait. */
  private static final long ASKED_MILLIS_MAX = 86_400_000;

  /** What is to happen to a delivery. The code is what the SQL function takes. */
  enum Outcome {
    AGAIN,
    SUCCEEDED,
    FAILED,
    GONE
  }

  /** What an attempt means for its delivery; the delay counts for {@link Outcome#AGAIN} only. */
  record Verdict(Outcome outcome, long delayMillis) {}

  private static final int GONE = 410;

  /**
   * Judges an attempt. Only a 2xx is a success: a redirect is none, and is not followed.
   *
   * @param number of the attempt, from 1
   * @param chance from 0 to 1
   */
  Verdict judge(Attempt attempt, int number, double chance) {
    if (attempt.statusCode() >= 200 && attempt.statusCode() < 300) {
      return new Verdict(Outcome.SUCCEEDED, 0);
    }
    if (attempt.statusCode() == GONE) {
      return new Verdict(Outcome.GONE, 0);
    }
    if (number >= attempts) {
      return new Verdict(Outcome.FAILED, 0);
    }
    long asked = Math.min(attempt.retryAfterMillis(), ASKED_MILLIS_MAX);
    return new Verdict(Outcome.AGAIN, Math.max(asked, afterMillis(number, chance)));
  }

  private long afterMillis(int number, double chance) {
    long millis = firstMillis;
    for (int i = 1; i < number && millis < maxMillis; i++) {
      millis *= factor;
    }
    return (long) (Math.min(millis, maxMillis) * (0.8 + 0.4 * chance));
  }
}
