package io.holdfast.gate;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Marks of operations that nobody settled: their process died, or lost its connection. */
public interface Marks {
  /** An operation that is pending, by what its mark says. */
  record Mark(long wallet, UUID key) {}

  /**
   * Marks at least this old by the cache's own clock, and those that its clock was set back under;
   * not necessarily all of them at once.
   */
  Future<List<Mark>> olderThan(int seconds);
}
