package io.holdfast.http;

import io.holdfast.operation.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * A body that is too large to be kept: it is handed on piece by piece, and the caller is read no
 * faster than that goes.
 *
 * <p>Confined to its event loop.
 */
final class Upload {
  /** What is received; a million lines of an import are some 50 MB. */
  static final long BYTES_MAX = 128L << 20;

  /** A caller that sends nothing for so long is given up. */
  private static final long SILENCE_MILLIS = 10_000;

  /** The longest that an upload may take. */
  private static final long TIME_MILLIS = 15 * 60_000;

  private static final long WATCH_MILLIS = 1_000;

  /** Where the pieces go. */
  interface Receiver {
    /** Takes a piece; the next one comes when this is done. */
    Future<Void> take(Buffer piece);

    /** All of it is there. */
    Future<Reply> end();

    /** The reply to a failure of the others, or null if it is none that is known here. */
    Reply problem(Throwable failure);

    /** The rest will not come. */
    void abandon();
  }

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final Receiver receiver;
  private final Consumer<Reply> onReply;
  private final Consumer<Throwable> onFailure;
  private final long startedNanos = System.nanoTime();
  private final long watch;
  private long heardNanos = startedNanos;
  private long bytes;
  private boolean taking;
  private boolean whole;
  private boolean over;

  /** Tells one of the last two how it ended, once. */
  Upload(
      Vertx vertx,
      HttpServerRequest request,
      Receiver receiver,
      Consumer<Reply> onReply,
      Consumer<Throwable> onFailure) {
    this.vertx = vertx;
    this.request = request;
    this.receiver = receiver;
    this.onReply = onReply;
    this.onFailure = onFailure;
    this.watch = vertx.setPeriodic(WATCH_MILLIS, tick -> look());
  }

  /** Whether nothing more is wanted. */
  boolean isOver() {
    return over;
  }

  void take(Buffer piece) {
    heardNanos = System.nanoTime();
    bytes += piece.length();
    if (bytes > BYTES_MAX) {
      stop(Problem.of(ProblemCode.PAYLOAD_TOO_LARGE));
      return;
    }
    taking = true;
    request.pause();
    receiver
        .take(piece)
        .onComplete(
            (nothing, failure) -> {
              taking = false;
              heardNanos = System.nanoTime();
              if (failure != null) {
                fail(failure);
              } else if (whole) {
                finish();
              }
              request.resume();
            });
  }

  /** The body is whole. */
  void end() {
    whole = true;
    if (!taking && !over) {
      finish();
    }
  }

  /** The caller is gone. */
  void abandon() {
    if (!over) {
      close();
      receiver.abandon();
    }
  }

  private void finish() {
    if (over) {
      return;
    }
    close();
    receiver
        .end()
        .onSuccess(onReply::accept)
        .onFailure(
            failure -> {
              Reply known = receiver.problem(failure);
              if (known == null) {
                onFailure.accept(failure);
              } else {
                onReply.accept(known);
              }
            });
  }

  private void fail(Throwable failure) {
    Reply known = receiver.problem(failure);
    if (known != null) {
      stop(known);
    } else if (!over) {
      close();
      receiver.abandon();
      onFailure.accept(failure);
    }
  }

  private void stop(Reply reply) {
    if (!over) {
      close();
      receiver.abandon();
      onReply.accept(reply);
    }
  }

  private void look() {
    long now = System.nanoTime();
    boolean silent = !taking && now - heardNanos > SILENCE_MILLIS * 1_000_000;
    if (silent || now - startedNanos > TIME_MILLIS * 1_000_000) {
      stop(Problem.unavailable(Fault.Outcome.NOT_APPLIED));
    }
  }

  private void close() {
    over = true;
    vertx.cancelTimer(watch);
  }
}
