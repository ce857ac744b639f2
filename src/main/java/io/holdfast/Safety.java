package io.holdfast;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the servers can be trusted with money, and if not, what was decided about that. All are
 * judged at the start; PostgreSQL, which may come back otherwise than it went, again and again.
 */
final class Safety {
  private static final Logger LOG = LoggerFactory.getLogger(Safety.class);
  private static final long REMINDER_MILLIS = 60_000;

  private final Vertx vertx;
  private final boolean allowUnsafe;
  private volatile List<String> atStart = List.of();
  private volatile List<String> ofPostgres = List.of();
  private volatile boolean judged;

  Safety(Vertx vertx, boolean allowUnsafe) {
    this.vertx = vertx;
    this.allowUnsafe = allowUnsafe;
  }

  /** What makes it unsafe to go on. From any thread. */
  List<String> problems() {
    List<String> all = new ArrayList<>(atStart);
    ofPostgres.stream().filter(problem -> !all.contains(problem)).forEach(all::add);
    return all;
  }

  /** Whether to commit on a PostgreSQL of which there is this to say. From any thread. */
  boolean trustsPostgres(List<String> found) {
    if (!found.equals(ofPostgres)) {
      ofPostgres = List.copyOf(found);
      found.forEach(Safety::warn);
    }
    // At the start it is judged together with everything else.
    return found.isEmpty() || allowUnsafe || !judged;
  }

  /** Refuses servers that can lose what was acknowledged, unless told to go on. */
  Future<Void> judge(List<String> found) {
    judged = true;
    vertx.setPeriodic(REMINDER_MILLIS, nothing -> problems().forEach(Safety::warn));
    if (found.isEmpty()) {
      return Future.succeededFuture();
    }
    if (!allowUnsafe) {
      return Future.failedFuture(
          new IllegalStateException(
              "Not starting on servers that cannot be trusted with money: "
                  + String.join("; ", found)
                  + ". HOLDFAST_ALLOW_UNSAFE=true starts all the same, for experiments."));
    }
    atStart = List.copyOf(found);
    atStart.forEach(Safety::warn);
    return Future.succeededFuture();
  }

  private static void warn(String problem) {
    LOG.warn("UNSAFE: {}", problem);
  }
}
