package io.holdfast.ledger;

import io.holdfast.ledger.Committer.Waiting;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An event loop's way to the {@link Committer}: what it posts in one tick is handed over together,
 * and what a batch brought back for it returns in one tick. Bound to its event loop.
 */
public final class GroupCommit implements Ledger {
  private final Context context;
  private final Committer committer;
  private final boolean patient;
  private List<Waiting> tick = new ArrayList<>();

  public GroupCommit(Vertx vertx, Committer committer) {
    this(vertx, committer, false);
  }

  /**
   * A way to it.
   *
   * @param patient whether what goes this way lets what goes the other way go first
   */
  public GroupCommit(Vertx vertx, Committer committer, boolean patient) {
    this.context = vertx.getOrCreateContext();
    this.committer = committer;
    this.patient = patient;
  }

  boolean isPatient() {
    return patient;
  }

  @Override
  public boolean isUp() {
    return committer.isUp();
  }

  @Override
  public boolean keepsOrder() {
    return true; // A wallet has one lane.
  }

  @Override
  public Future<Posted> post(Operation operation) {
    if (!committer.isUp()) {
      return Future.failedFuture(notConnected());
    }
    if (!committer.admit()) {
      return Future.failedFuture(Fault.notApplied("the ledger's queue is full", null));
    }
    Promise<Posted> promise = Promise.promise();
    tick.add(new Waiting(operation, promise, this));
    if (tick.size() == 1) {
      // At the end of this tick, so that what else it brings rides along.
      context.runOnContext(nothing -> hand());
    }
    return promise.future();
  }

  private void hand() {
    List<Waiting> operations = tick;
    tick = new ArrayList<>(operations.size());
    committer.hand(operations);
  }

  /** Brings each answer of a batch to the event loop that waits for it. From any thread. */
  static void answer(List<Waiting> batch, Posted[] answers) {
    for (GroupCommit origin : origins(batch)) {
      origin.context.runOnContext(
          nothing -> {
            for (int i = 0; i < answers.length; i++) {
              Waiting waiting = batch.get(i);
              if (waiting.origin() == origin) {
                waiting.promise().tryComplete(answers[i]);
              }
            }
          });
    }
  }

  /** Brings a fault to all that wait for these operations. From any thread. */
  static void fail(List<Waiting> batch, Fault fault) {
    for (GroupCommit origin : origins(batch)) {
      origin.context.runOnContext(
          nothing -> {
            for (Waiting waiting : batch) {
              if (waiting.origin() == origin) {
                waiting.promise().tryFail(fault);
              }
            }
          });
    }
  }

  static Fault notConnected() {
    return Fault.notApplied("PostgreSQL is not connected", null);
  }

  private static Set<GroupCommit> origins(List<Waiting> batch) {
    Set<GroupCommit> origins = new HashSet<>();
    for (Waiting waiting : batch) {
      origins.add(waiting.origin());
    }
    return origins;
  }
}
