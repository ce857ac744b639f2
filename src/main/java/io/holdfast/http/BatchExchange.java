package io.holdfast.http;

import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A batch between its caller and its operations: the body is read as fast as they are done, and
 * their results go out as fast as they are taken.
 *
 * <p>In lines, the first operation is begun when it is there. As one JSON document, none is begun
 * before the last byte is there and the whole is known to be JSON. Once results have gone out, what
 * fails cuts the connection: the last chunk, which says that all is there, is never sent. What was
 * not told then is found out by sending it again, under the same keys.
 *
 * <p>Confined to its event loop.
 */
final class BatchExchange implements BatchRun.Results {
  static final int OPERATIONS_MAX = 10_000;

  /** Operations read in advance, of lines. */
  private static final int AHEAD_MAX = 256;

  /* What is still read of a body that is refused, so that its caller gets to see the answer. */
  private static final long DRAINED_BYTES_MAX = 1 << 20;

  private static final long WATCH_MILLIS = 250;

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Reception reception;
  private final Metrics.Route meter;
  private final long startedNanos;
  private final Call call;
  private final boolean lines;
  private final Frames frames;
  private final BatchReader reader;
  private BatchResults results;
  private BatchRun run;
  private final BatchKey key;
  private final BatchPatience patience;
  private long watch;
  private long bytes;
  private boolean inRoom;
  private boolean whole;
  private boolean paused;
  private boolean headed;
  private boolean over;

  /**
   * @param call the request, without its body
   * @param startedNanos when it came
   */
  BatchExchange(
      Call call,
      HttpServerRequest request,
      Reception reception,
      Metrics.Route meter,
      long startedNanos) {
    this.call = call;
    this.key = new BatchKey(reception.directory(), request, call);
    this.request = request;
    this.response = request.response();
    this.reception = reception;
    this.meter = meter;
    this.startedNanos = startedNanos;
    this.patience = new BatchPatience(startedNanos, System.nanoTime());
    this.lines = Headers.isNdjson(request.getHeader(HttpHeaders.CONTENT_TYPE));
    int operationBytesMax = reception.options().maxBodyBytes();
    this.frames = lines ? new LineFrames(operationBytesMax) : new JsonFrames(operationBytesMax);
    this.reader = new BatchReader(call.sessionToken());
  }

  void start() {
    reception.connections().works(request.connection());
    response.closeHandler(gone -> leave());
    response.exceptionHandler(broken -> leave());
    request.exceptionHandler(broken -> leave());
    Fields headers = new Fields(Form.EMPTY);
    long withinMillis = RequestTimeouts.read(request.headers(), headers);
    Problem objection =
        headers.faults().isEmpty() ? objection() : Problem.invalid(headers.faults());
    if (response.closed()) {
      leave();
    } else if (objection != null) {
      refuse(objection);
    } else {
      begin(withinMillis);
    }
  }

  private Problem objection() {
    Problem objection = Admittance.ofBatch(reception, request, lines);
    if (objection == null) {
      objection = reception.batchRoom().enter(call.business().number());
      inRoom = objection == null;
    }
    return objection;
  }

  private void begin(long withinMillis) {
    results = new BatchResults(lines, Answers.usualHeaders(request, response.headers()));
    run =
        new BatchRun(
            reception.endpoints(),
            reception.endpoints().submissions().succession(),
            reception.batchRoom()::share,
            this::objection,
            this,
            withinMillis);
    watch = Vertx.currentContext().owner().setPeriodic(WATCH_MILLIS, tick -> look());
    if (lines) {
      run.start();
    }
    if (BoundedBody.comesWith(request.headers())) {
      request.handler(this::take);
      request.endHandler(end -> end());
    } else {
      end();
    }
  }

  // The body.

  private void take(Buffer piece) {
    patience.heard(System.nanoTime());
    bytes += piece.length();
    if (over || whole) { // Refused, or told to be too much: nothing more is wanted.
      if (bytes > reception.options().maxBatchBodyBytes() + DRAINED_BYTES_MAX) {
        request.connection().close();
      }
      return;
    }
    if (bytes > reception.options().maxBatchBodyBytes()) {
      stop(Problem.of(ProblemCode.PAYLOAD_TOO_LARGE));
      return;
    }
    frames.take(piece.getBytes(), this::read);
    if (frames.fault() != null && !over) {
      refuse(frames.fault());
    }
    if (lines && !over) {
      run.go();
      readOn();
    }
  }

  private void read(byte[] operation) {
    if (over || whole) {
      return;
    }
    if (run.count() == OPERATIONS_MAX) {
      stop(tooMany());
      return;
    }
    BatchReader.Read read = reader.read(operation, key.key(), key.business());
    if (read.unreadable() && !lines) {
      String detail = read.problem().faults().get(0).detail();
      refuse(Problem.invalid(List.of(InputFault.inBody("/operations/" + run.count(), detail))));
      return;
    }
    run.add(read);
  }

  private static Problem tooMany() {
    String detail = "must have at most " + OPERATIONS_MAX + " members";
    return Problem.invalid(List.of(InputFault.inBody("/operations", detail)));
  }

  private void end() {
    if (over) {
      request.connection().close(); // It was refused, and is read to its end.
      return;
    }
    if (whole) {
      return;
    }
    frames.end(this::read);
    if (over) {
      return;
    }
    whole = true;
    Problem fault = frames.fault();
    if (fault == null && run.count() == 0) {
      fault = Problem.invalid(List.of(InputFault.inBody("/operations", "must not be empty")));
    }
    if (fault == null && !lines && !reception.inFlight().hasRoom(true)) {
      fault = Problem.unavailable(Fault.Outcome.NOT_APPLIED);
    }
    if (fault != null) {
      refuse(fault);
    } else if (lines) {
      run.go();
      finish();
    } else {
      run.start();
    }
  }

  /** Nothing more is taken: in lines that is told in place of the next result. */
  private void stop(Problem problem) {
    if (!lines) {
      refuse(problem);
      return;
    }
    run.add(new BatchReader.Read(null, null, problem, false));
    whole = true;
    run.go();
  }

  private void readOn() {
    boolean full = run.waiting() > AHEAD_MAX || !haveRoom();
    if (full && !paused) {
      paused = true;
      request.pause();
    } else if (!full && paused) {
      paused = false;
      patience.heard(System.nanoTime());
      request.resume();
    }
  }

  // The operations.

  private Problem objection(int number) {
    if (key.isGone()) {
      return Problem.of(ProblemCode.UNAUTHENTICATED);
    }
    if (lines && reception.isDraining()) {
      return Problem.unavailable(Fault.Outcome.NOT_APPLIED);
    }
    // The request itself was counted, as its first operation.
    long waitNanos =
        number == 0 ? 0 : reception.rateLimiter().waitNanos(key.key().number(), System.nanoTime());
    return waitNanos > 0 ? Problem.of(ProblemCode.RATE_LIMITED) : null;
  }

  // The results.

  @Override
  public boolean haveRoom() {
    return !over && !response.writeQueueFull();
  }

  @Override
  public void add(int number, Reply reply) {
    results.add(number, reply);
  }

  @Override
  public void pause() {
    if (over) {
      return;
    }
    if (whole && run.isIdle()) {
      finish();
      return;
    }
    Buffer ready = results.take();
    if (ready.length() > 0) {
      head();
      response.write(ready);
      if (response.writeQueueFull()) {
        patience.blocked(System.nanoTime());
        response.drainHandler(drained -> goOn());
      }
    }
    if (lines) {
      readOn();
    }
  }

  private void goOn() {
    response.drainHandler(null);
    patience.unblocked();
    if (!over) {
      run.go();
      if (lines) {
        readOn();
      }
    }
  }

  private void finish() {
    if (over || !run.isIdle()) {
      return;
    }
    head();
    results.end();
    Buffer last = results.take();
    boolean read = request.isEnded() || !BoundedBody.comesWith(request.headers());
    // Before the end is sent: with it the next request of the connection may begin.
    leave(200);
    response
        .end(last)
        .onComplete(
            sent -> {
              if (!read) {
                request.connection().close();
              }
            });
  }

  private void head() {
    if (!headed) {
      headed = true;
      MultiMap headers = response.headers();
      headers.set(HttpHeaders.CONTENT_TYPE, lines ? Headers.NDJSON : Headers.JSON);
      if (reception.isDraining()) {
        headers.set(HttpHeaders.CONNECTION, Headers.CLOSE);
      }
      response.setChunked(true);
    }
  }

  // The end.

  /** Nothing of it was begun, or of lines nothing was told. */
  private void refuse(Problem problem) {
    if (headed) {
      cut();
      return;
    }
    leave(problem.status());
    if (!request.isEnded() && BoundedBody.comesWith(request.headers())) {
      response.putHeader(HttpHeaders.CONNECTION, Headers.CLOSE);
      request.handler(this::take);
      request.endHandler(end -> end());
    }
    if (!response.closed()) {
      Answers.send(problem, request, response);
    }
  }

  private void cut() {
    leave(ProblemCode.UNAVAILABLE.status());
    request.connection().close();
  }

  private void look() {
    long now = System.nanoTime();
    run.expireBefore(
        now - TimeUnit.MILLISECONDS.toNanos(reception.options().requestTimeoutMillis()));
    if (over) {
      return;
    }
    // A document is the caller's turn until it is whole, and so are lines of which nothing is left.
    boolean awaited = !whole && (!lines || (!paused && run.isIdle()));
    if (patience.isOver(awaited, lines && reception.isDraining(), now)) {
      refuse(Problem.unavailable(Fault.Outcome.NOT_APPLIED));
    }
  }

  /** The caller is gone. What is under way goes on; nobody else can tell how it ended. */
  private void leave() {
    leave(Pouring.READER_LEFT);
  }

  private void leave(int status) {
    if (over) {
      return;
    }
    over = true;
    response.closeHandler(null);
    if (run != null) {
      run.stop();
      Vertx.currentContext().owner().cancelTimer(watch);
    }
    if (inRoom) {
      reception.batchRoom().leave(call.business().number());
    }
    reception.inFlight().endWork();
    reception.connections().waits(request.connection());
    meter.record(status, System.nanoTime() - startedNanos);
  }
}
