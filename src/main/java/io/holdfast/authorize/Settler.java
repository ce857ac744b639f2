package io.holdfast.authorize;

import io.holdfast.gate.Gate;
import io.holdfast.gate.Marks;
import io.holdfast.gate.Marks.Mark;
import io.holdfast.ledger.Ledger;
import io.holdfast.ledger.Posted;
import io.holdfast.operation.Operation;
import io.holdfast.operation.OperationKey;
import io.holdfast.operation.OperationKind;
import io.holdfast.operation.Origin;
import io.vertx.core.Future;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles reservations that nobody will: their process died, or gave up on an unknown outcome.
 *
 * <p>A mark that is older than any request may become is looked up by a retraction under its own
 * key. Several instances may settle the same mark: the journal lets one retraction in, and giving
 * back twice finds no mark the second time. Bound to one event loop.
 */
public final class Settler {
  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

  /** Longer than a commit may take before its session is closed. */
  private static final int AGE_SECONDS = 6;

  private static final int AT_A_TIME = 128;

  private final Gate gate;
  private final Marks marks;
  private final Ledger ledger;
  private final Sweep sweep;

  public Settler(Timers timers, Gate gate, Marks marks, Ledger ledger) {
    this.gate = gate;
    this.marks = marks;
    this.ledger = ledger;
    this.sweep =
        new Sweep(timers, "settle old marks", () -> gate.isUp() && ledger.isUp(), this::round);
  }

  public void start() {
    sweep.start();
  }

  public void close() {
    sweep.close();
  }

  private Future<Boolean> round() {
    return marks.olderThan(AGE_SECONDS).compose(this::settle).map(false);
  }

  private Future<Void> settle(List<Mark> old) {
    if (!old.isEmpty()) {
      LOG.info("Settling {} reservations that were left behind", old.size());
    }
    return settle(old, 0);
  }

  /** Some at a time: after an outage there may be many, and callers want the ledger too. */
  private Future<Void> settle(List<Mark> old, int from) {
    if (from >= old.size() || sweep.isClosed()) {
      return Future.succeededFuture();
    }
    List<Mark> some = old.subList(from, Math.min(from + AT_A_TIME, old.size()));
    return Future.join(some.stream().map(this::settle).toList())
        .eventually(() -> settle(old, from + AT_A_TIME))
        .mapEmpty();
  }

  private Future<Void> settle(Mark mark) {
    Origin origin = new Origin(0, 0, new OperationKey("", 0, mark.key()), 0);
    Operation retraction = new Operation.Block(origin, OperationKind.RETRACT, mark.wallet());
    return ledger
        .post(retraction)
        .compose(
            posted -> {
              boolean committed =
                  posted instanceof Posted.Repeated found
                      && found.kind() != OperationKind.RETRACT
                      && found.kind() != OperationKind.FENCE;
              return committed ? shown(retraction) : gate.undo(retraction);
            });
  }

  /**
   * The operation is committed, and its reservation may have come after the wallet was loaded with
   * it: Redis may carry out a command late that was given up long ago. So it is loaded again.
   */
  private Future<Void> shown(Operation retraction) {
    return Future.join(gate.invalidate(retraction.wallet(), 0), gate.settle(retraction)).mapEmpty();
  }
}
