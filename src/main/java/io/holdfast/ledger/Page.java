package io.holdfast.ledger;

import java.util.List;
import java.util.function.Function;

/**
 * A piece of a list.
 *
 * @param next where the following piece begins, or null if there is none
 */
public record Page<T>(List<T> data, String next) {
  /**
   * The first {@code limit} of what was found, when one more than that was asked for.
   *
   * @param cursor names the place of a row in the list
   */
  public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
    if (found.size() <= limit) {
      return new Page<>(List.copyOf(found), null);
    }
    List<T> data = List.copyOf(found.subList(0, limit));
    return new Page<>(data, cursor.apply(data.get(limit - 1)));
  }
}
