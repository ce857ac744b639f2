package io.holdfast.http;

import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a document of unknown length as its reader takes it: the next piece is made when the last
 * one is on its way, and never more than one is waiting here.
 *
 * <p>The head goes out with the first piece, so that what fails before it is answered properly.
 * What fails later cuts the connection: the last chunk, which says that all is there, is never
 * sent. HTTP/1.0 has no chunks, and is refused: there, an end is an end, whatever is missing. A
 * reader who takes nothing is cut off by the connection's time-outs.
 *
 * <p>Confined to the event loop of its request.
 */
final class Pouring {
  /** Recorded, as other servers do, for a reader who left before the end. */
  static final int READER_LEFT = 499;

  private static final Problem NO_CHUNKS =
      Problem.of(
          ProblemCode.INVALID_REQUEST,
          "A report is sent in chunks, so that a broken one is not taken for a whole one. HTTP/1.0"
              + " has none: ask with HTTP/1.1.");

  private static final Logger LOG = LoggerFactory.getLogger(Pouring.class);

  private final Reply.Pieces pieces;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Reception reception;
  private final Metrics.Route meter;
  private final long startedNanos;
  private boolean headed;
  private boolean over;

  /**
   * @param request being worked on, and out of the list of those whose time runs out
   * @param startedNanos when the request came
   */
  Pouring(
      Reply.Stream stream,
      HttpServerRequest request,
      Reception reception,
      Metrics.Route meter,
      long startedNanos) {
    this.pieces = stream.pieces().apply(request.getHeader(HttpHeaders.ACCEPT));
    this.request = request;
    this.response = request.response();
    this.reception = reception;
    this.meter = meter;
    this.startedNanos = startedNanos;
  }

  void start() {
    reception.connections().works(request.connection());
    response.closeHandler(gone -> left());
    response.exceptionHandler(broken -> left());
    if (response.closed()) {
      left();
    } else if (request.version() == HttpVersion.HTTP_1_0) {
      refuse(NO_CHUNKS);
    } else {
      next();
    }
  }

  private void next() {
    if (!over) {
      pieces.next().onComplete(this::send, this::fail);
    }
  }

  private void send(Buffer piece) {
    if (over) {
      return;
    }
    if (piece == null) {
      end(200);
      response.end();
      return;
    }
    head();
    response.write(piece);
    if (response.writeQueueFull()) {
      response.drainHandler(
          drained -> {
            response.drainHandler(null);
            next();
          });
    } else {
      next();
    }
  }

  private void head() {
    if (!headed) {
      headed = true;
      MultiMap headers = response.headers();
      Answers.usualHeaders(request, headers);
      headers.set(HttpHeaders.CONTENT_TYPE, pieces.contentType());
      if (pieces.fileName() != null) {
        headers.set(
            Headers.CONTENT_DISPOSITION, "attachment; filename=\"" + pieces.fileName() + "\"");
      }
      if (reception.isDraining()) {
        headers.set(HttpHeaders.CONNECTION, Headers.CLOSE);
      }
      response.setChunked(true);
    }
  }

  private void fail(Throwable failure) {
    if (over) {
      return;
    }
    if (failure instanceof Fault) {
      LOG.warn("{} broke off: {}", request.path(), failure.getMessage());
    } else {
      LOG.error("{} broke off", request.path(), failure);
    }
    if (headed) {
      end(ProblemCode.UNAVAILABLE.status());
      request.connection().close();
    } else {
      refuse(Problem.unavailable(Fault.Outcome.NOT_APPLIED));
    }
  }

  private void refuse(Problem problem) {
    end(problem.status());
    Answers.send(problem, request, response);
  }

  private void left() {
    if (!over) {
      end(READER_LEFT);
    }
  }

  /** Before the end is sent: with it the next request of the connection may begin. */
  private void end(int status) {
    over = true;
    response.closeHandler(null);
    response.exceptionHandler(null);
    pieces.close();
    reception.inFlight().endWork();
    reception.connections().waits(request.connection());
    meter.record(status, System.nanoTime() - startedNanos);
    if (BoundedBody.comesWith(request.headers()) && !request.isEnded()) {
      request.connection().close();
    }
  }
}
