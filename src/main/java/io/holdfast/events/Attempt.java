package io.holdfast.events;

/**
 * How sending once went.
 *
 * @param statusCode that came back; 0 if none did
 * @param error why none did, in a few words; null if one did
 * @param retryAfterMillis that the receiver asked for with a 429 or 503; 0 if it did not
 */
record Attempt(int statusCode, String error, long retryAfterMillis, int durationMillis) {
  static Attempt failed(String error, int durationMillis) {
    return new Attempt(0, error, 0, durationMillis);
  }
}
