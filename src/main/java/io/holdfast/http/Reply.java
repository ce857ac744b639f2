package io.holdfast.http;

import io.holdfast.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;

/** What a request is answered. */
sealed interface Reply
    permits Reply.Success, Reply.WithSession, Reply.Events, Reply.Ongoing, Reply.File, Problem {
  /** HTTP status. */
  int status();

  /** Whether an earlier request under the same idempotency key was answered the same. */
  boolean replayed();

  /**
   * It went well.
   *
   * @param body JSON, or null for none
   */
  record Success(int status, Buffer body, boolean replayed) implements Reply {
    static Success ok(Buffer body) {
      return new Success(200, body, false);
    }

    static Success created(Buffer body) {
      return new Success(201, body, false);
    }

    static Success noContent() {
      return new Success(204, null, false);
    }
  }

  /** It goes on: what happens is told as it does. */
  record Events(Telling stream) implements Reply {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public boolean replayed() {
      return false;
    }
  }

  /** It goes well so far, and takes as long as its caller takes, not the time of a request. */
  sealed interface Ongoing extends Reply permits Stream, Batch {
    @Override
    default int status() {
      return 200;
    }

    @Override
    default boolean replayed() {
      return false;
    }

    /**
     * Goes on with a request that is being worked on, and is out of the list of those whose time
     * runs out.
     *
     * @param startedNanos when the request came
     */
    void begin(
        HttpServerRequest request, Reception reception, Metrics.Route meter, long startedNanos);
  }

  /**
   * It goes well so far: a document too long to be held, sent piece by piece at its reader's pace.
   * If it cannot be finished, the connection is cut, so that no reader takes a part for the whole.
   *
   * @param pieces makes it, in the form that an Accept header (or null) asks for
   */
  record Stream(Function<String, Pieces> pieces) implements Ongoing {
    @Override
    public void begin(
        HttpServerRequest request, Reception reception, Metrics.Route meter, long startedNanos) {
      new Pouring(this, request, reception, meter, startedNanos).start();
    }
  }

  /**
   * It goes well so far: the body is taken, and what is in it is done and answered piece by piece.
   */
  record Batch(Call call) implements Ongoing {
    @Override
    public void begin(
        HttpServerRequest request, Reception reception, Metrics.Route meter, long startedNanos) {
      new BatchExchange(call, request, reception, meter, startedNanos).start();
    }
  }

  /**
   * It went well, and the caller is to keep or forget a session.
   *
   * @param body JSON, or null for none
   * @param token of the session; empty to forget it
   * @param keepSeconds for how long, at most
   */
  record WithSession(int status, Buffer body, String token, int keepSeconds) implements Reply {
    @Override
    public boolean replayed() {
      return false;
    }
  }

  /**
   * A file of the pages.
   *
   * @param gzipped whether it is sent that way; it has that form
   * @param known whether the reader has this content already
   */
  record File(Asset asset, boolean gzipped, boolean known) implements Reply {
    @Override
    public int status() {
      return known ? 304 : 200;
    }

    @Override
    public boolean replayed() {
      return false;
    }
  }

  /** A document in the making. Confined to the event loop of its request. */
  interface Pieces {
    CharSequence contentType();

    /** For a browser that saves it, or null. */
    String fileName();

    /**
     * The next piece, some tens of kilobytes, or null after the last one. Not called again before
     * it completes.
     */
    Future<Buffer> next();

    /** Frees what it holds, at once, wherever it stands. May be called again. */
    void close();
  }
}
