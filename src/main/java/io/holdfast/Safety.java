package io.holdfast;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the servers can be trusted with money, and if not, what was decided about that. */
final class Safety {
  private static final Logger LOG = LoggerFactory.getLogger(Safety.class);
  private static final long REMINDER_MILLIS = 60_000;

  private final Vertx vertx;
  private final boolean allowUnsafe;
  private volatile List<String> problems = List.of();

  Safety(Vertx vertx, boolean allowUnsafe) {
    this.vertx = vertx;
    this.allowUnsafe = allowUnsafe;
  }

  /** What makes it unsafe to go on, where it was told to go on all the same. From any thread. */
  List<String> problems() {
    return problems;
  }

  /** Refuses servers that can lose what was acknowledged, unless told to go on. */
  Future<Void> judge(List<String> found) {
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
    problems = List.copyOf(found);
    warn();
    vertx.setPeriodic(REMINDER_MILLIS, nothing -> warn());
    return Future.succeededFuture();
  }

  private void warn() {
    problems.forEach(problem -> LOG.warn("UNSAFE: {}", problem));
  }
}
