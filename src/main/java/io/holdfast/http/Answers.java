package io.holdfast.http;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Puts replies on the wire. */
final class Answers {
  private Answers() {}

  /** Sends a reply; that the caller may be gone is no error. */
  static void send(Reply reply, HttpServerRequest request, HttpServerResponse response) {
    MultiMap headers = response.headers();
    String requestId = usualHeaders(request, headers);
    if (reply.replayed()) {
      headers.set(Headers.REPLAYED, Headers.TRUE);
    }
    response.setStatusCode(reply.status());
    if (reply instanceof Reply.File file) {
      Pages.send(file, request, response);
      return;
    }
    Buffer body;
    if (reply instanceof Problem problem) {
      body = problem(problem, request, headers, requestId);
    } else {
      if (reply instanceof Reply.WithSession session) {
        String cookie = SessionCookies.keep(request, session.token(), session.keepSeconds());
        headers.set(HttpHeaders.SET_COOKIE, cookie);
        body = session.body();
      } else {
        body = ((Reply.Success) reply).body();
      }
      if (body != null) {
        headers.set(HttpHeaders.CONTENT_TYPE, Headers.JSON);
      }
    }
    if (body == null) {
      response.end();
    } else {
      response.end(body);
    }
  }

  /**
   * Begins to tell; also if the caller is gone, so that what was set aside for it is given back.
   */
  static void tell(Reply.Events events, HttpServerRequest request, HttpServerResponse response) {
    MultiMap headers = response.headers();
    usualHeaders(request, headers);
    headers.set(HttpHeaders.CONTENT_TYPE, Headers.EVENT_STREAM);
    events.stream().start(Vertx.currentContext().owner(), request, response);
  }

  /**
   * Sets what every answer has.
   *
   * @return the id of the request
   */
  static String usualHeaders(HttpServerRequest request, MultiMap headers) {
    String requestId = Traces.requestId(request.getHeader(Headers.REQUEST_ID));
    String trace = Traces.answer(request.getHeader(Headers.TRACEPARENT));
    headers.set(Headers.REQUEST_ID, requestId);
    headers.set(HttpHeaders.CACHE_CONTROL, Headers.NO_STORE);
    headers.set(Headers.CONTENT_TYPE_OPTIONS, Headers.NOSNIFF);
    if (trace != null) {
      headers.set(Headers.TRACEPARENT, trace);
    }
    return requestId;
  }

  private static Buffer problem(
      Problem problem, HttpServerRequest request, MultiMap headers, String requestId) {
    headers.set(HttpHeaders.CONTENT_TYPE, Headers.PROBLEM_JSON);
    if (problem.retryAfterSeconds() > 0) {
      headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
    }
    if (problem.code() == ProblemCode.UNAUTHENTICATED) {
      headers.set(Headers.AUTHENTICATE, Headers.BEARER);
    }
    String path = request.path();
    return problem.document(path == null ? "" : Texts.printable(path), requestId);
  }
}
