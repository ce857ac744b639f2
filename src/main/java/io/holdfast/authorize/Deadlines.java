package io.holdfast.authorize;

import io.holdfast.operation.Answer;
import io.holdfast.operation.Fault;
import io.holdfast.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Operations that are worth nothing to their caller after a while: what is not answered by then
 * does not happen, or is undone.
 *
 * <p>At the deadline a fence is posted under the operation's key. If it is let in, the operation
 * was not committed and never will be. If the operation was, by this very request, it is undone.
 * What an earlier request under the key has done was acknowledged, and stays; so does what a copy
 * was told meanwhile, which {@link Standings} sees to. Either way the caller learns what is so,
 * later than it wanted, but never something that is not so. While PostgreSQL cannot be asked, this
 * goes on in the background, for as long as this process lives. Bound to one event loop.
 */
public final class Deadlines {
  /**
   * Deadlines that have passed and are not settled; over it, a caller is told that it is unknown.
   */
  private static final int OVERDUE_MAX = 1_024;

  private static final long PAUSE_MILLIS = 250;
  private static final int TRIES_MAX = 240;

  private final Timers timers;
  private final Authorizer authorizer;
  private final Reversals reversals;
  private int overdue;

  public Deadlines(Timers timers, Authorizer authorizer, Reversals reversals) {
    this.timers = timers;
    this.authorizer = authorizer;
    this.reversals = reversals;
  }

  /** Deadlines that have passed and are not settled yet. */
  public int depth() {
    return overdue;
  }

  /**
   * Applies an operation, unless that takes longer than the caller waits.
   *
   * @param withinMillis from now
   * @return fails with a {@link Fault}: not applied if it was too late, which is so for good; a
   *     retry under the same key is refused as fenced
   */
  public Future<Answer> submit(Operation operation, long withinMillis) {
    return submit(operation, withinMillis, authorizer);
  }

  /**
   * The same by a way of the caller's choice.
   *
   * @param way in, which an operation may have to wait for
   */
  public Future<Answer> submit(Operation operation, long withinMillis, Submitter way) {
    Operation hasty = operation.withOrigin(operation.origin().hasty());
    Future<Answer> own = way.submit(hasty);
    if (own.isComplete()) {
      return own;
    }
    Promise<Answer> answer = Promise.promise();
    boolean[] late = new boolean[1];
    own.onComplete(
        result -> {
          if (!late[0]) {
            answer.handle(result);
          }
        });
    timers
        .after(withinMillis)
        .onSuccess(
            nothing -> {
              if (own.isComplete()) {
                return;
              }
              late[0] = true;
              tooLate(hasty, own).onComplete(answer);
            });
    return answer.future();
  }

  private Future<Answer> tooLate(Operation operation, Future<Answer> own) {
    if (overdue == OVERDUE_MAX) {
      return Future.failedFuture(Fault.unknown("too many operations are overdue", null));
    }
    overdue++;
    return fence(operation, own, 1).onComplete(nothing -> overdue--);
  }

  private Future<Answer> fence(Operation operation, Future<Answer> own, int number) {
    return reversals
        .fence(
            operation.origin().business(),
            operation.origin().actor(),
            operation.wallet(),
            operation.origin().key())
        .transform(
            result -> {
              if (result.failed()) {
                return again(result.cause(), number, () -> fence(operation, own, number + 1));
              }
              return result.result().isEmpty()
                  ? tooLate()
                  : own.compose(answer -> undo(operation, answer, 1));
            });
  }

  private Future<Answer> undo(Operation operation, Answer answer, int number) {
    boolean ours = answer instanceof Answer.Done done && !done.replayed();
    if (!ours) {
      return Future.succeededFuture(answer);
    }
    return reversals
        .undo(operation, "not in time")
        .transform(
            result -> {
              if (result.failed()) {
                return again(result.cause(), number, () -> undo(operation, answer, number + 1));
              }
              boolean undone =
                  result.result() instanceof Reversals.Outcome.Reversed
                      || result.result() instanceof Reversals.Outcome.AlreadyReversed;
              // What cannot be taken back, because it was spent or captured meanwhile, stands.
              return undone ? tooLate() : Future.succeededFuture(answer);
            });
  }

  private interface Step {
    Future<Answer> take();
  }

  private Future<Answer> again(Throwable failure, int number, Step next) {
    return number == TRIES_MAX
        ? Future.failedFuture(Fault.unknown("it could not be undone in time", failure))
        : timers.after(PAUSE_MILLIS).compose(nothing -> next.take());
  }

  private static Future<Answer> tooLate() {
    return Future.failedFuture(Fault.notApplied("it could not be answered in time", null));
  }
}
