package io.holdfast.authorize;

import io.vertx.core.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is looked for once a second and done a chunk at a time, one after the other while there
 * is more. It never overlaps itself; a round that fails is told in the log, and tried again with
 * the next second. Bound to one event loop.
 */
public final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final long PERIOD_MILLIS = 1_000;

  private final Timers timers;
  private final String what;
  private final BooleanSupplier possible;
  private final Supplier<Future<Boolean>> round;
  private boolean running;
  private boolean closed;
  private Timers.Repetition repetition;

  /**
   * @param what it does, as a verb phrase for the log
   * @param possible whether what it needs is within reach
   * @param round does a chunk, and says whether there may be more
   */
  public Sweep(
      Timers timers, String what, BooleanSupplier possible, Supplier<Future<Boolean>> round) {
    this.timers = timers;
    this.what = what;
    this.possible = possible;
    this.round = round;
  }

  public void start() {
    repetition = timers.every(PERIOD_MILLIS, this::tick);
  }

  /** No further round begins; one that is under way ends by itself. */
  public void close() {
    closed = true;
    if (repetition != null) {
      repetition.stop();
    }
  }

  /** For rounds that take a while. */
  public boolean isClosed() {
    return closed;
  }

  private void tick() {
    if (!running) {
      running = true;
      next();
    }
  }

  private void next() {
    if (closed || !possible.getAsBoolean()) {
      running = false;
      return;
    }
    round
        .get()
        .onComplete(
            (more, failure) -> {
              if (failure != null) {
                LOG.warn("Could not {}: {}", what, failure.getMessage());
                running = false;
              } else if (more) {
                next();
              } else {
                running = false;
              }
            });
  }
}
