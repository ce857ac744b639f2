package io.holdfast.http;

import io.holdfast.metrics.Metrics;
import io.holdfast.operation.Fault;
import io.holdfast.people.ApiKey;
import io.holdfast.people.Directory;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * One request on its way to one answer. The checks come in this order, the first that fails
 * answers: admission, authentication, permission, rate, type and size of the body, its content (all
 * faults at once), and then the use case.
 *
 * <p>Confined to its event loop.
 */
final class Exchange {
  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private static final Problem EMPTY_FILE =
      Problem.invalid(List.of(InputFault.inBody("", "must not be empty")));

  /* The list of requests in flight goes through these. */
  Exchange older;
  Exchange newer;

  private final Reception reception;
  private final Route route;
  private final Metrics.Route meter;
  private final HttpServerRequest request;
  private final RoutingContext context;
  private final long startedNanos = System.nanoTime();
  private boolean entered;

  /** Whether it is among the requests whose time is looked after. */
  private boolean listed = true;

  private boolean started;
  private boolean working;
  private boolean answered;
  private boolean wholeBody;
  private boolean closing;
  private ApiKey key;

  /** Null for an API key. */
  private String sessionToken;

  /** Null if none comes. */
  private BoundedBody body;

  /** Whether the body is read for its content, and not only out of the way. */
  private boolean wanted;

  private Call call;

  /** Null unless the body is a file. */
  private Upload upload;

  /**
   * @param route null if the answer is known before anything is looked at
   * @param context null without a route
   */
  Exchange(
      Reception reception,
      Route route,
      Metrics.Route meter,
      HttpServerRequest request,
      RoutingContext context) {
    this.reception = reception;
    this.route = route;
    this.meter = meter;
    this.request = request;
    this.context = context;
  }

  long startedNanos() {
    return startedNanos;
  }

  void begin() {
    begin(this::admit);
  }

  /** Answers this, whatever else the request says. */
  void give(Reply reply) {
    begin(() -> answer(reply));
  }

  private void begin(Runnable next) {
    entered = true;
    reception.connections().works(request.connection());
    reception.inFlight().enter(this);
    expectBody();
    HttpServerResponse response = request.response();
    if (!response.writeQueueFull()) {
      start(next);
      return;
    }
    // The caller sends without reading its answers: it waits until it has, or is cut off.
    request.pause();
    response.drainHandler(
        drained -> {
          response.drainHandler(null);
          start(next);
          request.resume();
        });
  }

  private void start(Runnable next) {
    if (!started && entered) {
      started = true;
      next.run();
    }
  }

  private void admit() {
    // While the listener closes, Vert.x may let in one more connection that it does not wait for.
    if (reception.isDraining() || !hasRoom()) {
      answer(Problem.unavailable(Fault.Outcome.NOT_APPLIED));
      return;
    }
    try {
      identify();
    } catch (RuntimeException bug) {
      fail(bug);
    }
  }

  private boolean hasRoom() {
    return reception.inFlight().hasRoom(route.keyUse() == Route.KeyUse.REQUIRED);
  }

  private void expectBody() {
    wholeBody = !BoundedBody.comesWith(request.headers());
    if (!wholeBody) {
      body = new BoundedBody(reception.options().maxBodyBytes());
      request.exceptionHandler(this::abandon);
      request.handler(this::append);
      request.endHandler(end -> received());
    }
  }

  private void identify() {
    if (route.access().open()) {
      receive();
      return;
    }
    String secret = Headers.bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
    sessionToken = secret == null ? SessionCookies.token(request) : null;
    if (secret == null && sessionToken == null) {
      answer(Problem.of(ProblemCode.UNAUTHENTICATED));
      return;
    }
    Directory directory = reception.directory();
    Optional<ApiKey> known =
        secret == null ? directory.signedIn(sessionToken) : directory.key(secret);
    if (known.isPresent()) {
      identified(known);
      return;
    }
    request.pause(); // until there is somebody to read the body for
    (secret == null ? directory.findSignedIn(sessionToken) : directory.authenticate(secret))
        .onComplete(
            (found, failure) -> {
              if (failure == null) {
                identified(found);
              } else {
                fail(failure);
              }
              request.resume();
            });
  }

  /** Its time is over: answers that there is no answer, and waits for the caller no more. */
  void expire() {
    boolean waitedForCaller = !wholeBody || !started;
    if (!answered) {
      answer(Problem.unavailable(outcome()));
    }
    if (waitedForCaller) {
      request.connection().close();
    }
    done();
  }

  private void identified(Optional<ApiKey> identity) {
    if (answered) {
      return;
    }
    if (identity.isEmpty()) {
      answer(Problem.of(ProblemCode.UNAUTHENTICATED));
      return;
    }
    key = identity.get();
    Problem objection =
        Admittance.objection(reception, request, route, key, sessionToken, startedNanos);
    if (objection != null) {
      answer(objection);
      return;
    }
    receive();
  }

  private void receive() {
    boolean file = route.uploads() != null;
    if (file && !comesAs(Headers.isCsv(request.getHeader(HttpHeaders.CONTENT_TYPE)))) {
      answer(Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE));
    } else if (file && body == null) {
      answer(EMPTY_FILE);
    } else if (route.form() == null) {
      understand(EMPTY_OBJECT);
    } else if (body == null) {
      understand(route.bodyOptional() ? EMPTY_OBJECT : BoundedBody.NOTHING);
    } else if (!comesAs(Headers.isJson(request.getHeader(HttpHeaders.CONTENT_TYPE)))) {
      answer(Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE));
    } else if (!body.fits(request.getHeader(HttpHeaders.CONTENT_LENGTH))) {
      refuseBody();
    } else {
      wanted = true;
    }
  }

  private boolean comesAs(boolean wantedType) {
    return wantedType && Headers.isPlain(request.getHeader(HttpHeaders.CONTENT_ENCODING));
  }

  private void append(Buffer piece) {
    if (upload != null && !upload.isOver()) {
      upload.take(piece);
      return;
    }
    if (wanted && !answered) {
      body.append(piece);
    } else {
      body.skip(piece.length());
    }
    if (body.isHopeless()) {
      request.connection().close();
    } else if (wanted && body.isTooLarge() && !answered) {
      refuseBody();
    }
  }

  private void refuseBody() {
    closing = true;
    request.response().putHeader(HttpHeaders.CONNECTION, Headers.CLOSE);
    answer(Problem.of(ProblemCode.PAYLOAD_TOO_LARGE));
  }

  private void received() {
    wholeBody = true;
    if (upload != null) {
      upload.end();
    }
    if (closing) {
      request.connection().close();
    }
    if (answered) {
      done();
    } else if (wanted) {
      byte[] bytes = body.bytes();
      understand(bytes.length == 0 && route.bodyOptional() ? EMPTY_OBJECT : bytes);
    }
  }

  private void understand(byte[] bytes) {
    if (!hasRoom()) {
      answer(Problem.unavailable(Fault.Outcome.NOT_APPLIED));
      return;
    }
    working = true;
    reception.inFlight().beginWork();
    try {
      boolean keyed = request.headers().contains(Headers.IDEMPOTENCY_KEY);
      if (!keyed && route.keyUse() == Route.KeyUse.REQUIRED) {
        answer(Problem.of(ProblemCode.IDEMPOTENCY_KEY_MISSING));
        return;
      }
      Fields fields =
          route.form() == null ? new Fields(Form.EMPTY) : StrictReader.read(route.form(), bytes);
      call =
          CallReader.read(
              route,
              context,
              key,
              sessionToken,
              key == null ? null : reception.directory().business(key.business()),
              fields);
      if (!fields.faults().isEmpty()) {
        answer(Problem.invalid(fields.faults()));
        return;
      }
      work();
    } catch (RuntimeException bug) {
      fail(bug);
    }
  }

  private void work() {
    if (route.uploads() != null) {
      receiveFile();
      return;
    }
    Future<Reply> reply = route.handler().handle(reception.endpoints(), call);
    if (reply.succeeded()) {
      answer(reply.result());
    } else {
      reply.onComplete(this::answer, this::fail);
    }
  }

  /** From here on the upload looks after its own time. */
  private void receiveFile() {
    Upload.Receiver receiver = route.uploads().receive(reception.endpoints(), call);
    if (receiver == null) {
      answer(Problem.of(ProblemCode.ACCOUNT_BALANCES_DISABLED));
      return;
    }
    reception.inFlight().leave(this);
    listed = false;
    upload = new Upload(context.vertx(), request, receiver, this::answerFile, this::fail);
  }

  private void answerFile(Reply reply) {
    if (!wholeBody) {
      closing = true;
      request.response().putHeader(HttpHeaders.CONNECTION, Headers.CLOSE);
    }
    answer(reply);
  }

  private void fail(Throwable failure) {
    answer(Failures.problem(failure, request, outcome()));
  }

  private Fault.Outcome outcome() {
    return call != null && call.wasSubmitted() ? Fault.Outcome.UNKNOWN : Fault.Outcome.NOT_APPLIED;
  }

  /** The caller hung up. What is worked on goes on; nobody else can tell how it ended. */
  private void abandon(Throwable gone) {
    wholeBody = true;
    if (upload != null) {
      upload.abandon();
    }
    if (!working) {
      answered = true;
      done();
    }
  }

  /** Answered, and read to its end: the connection is free for the next request. */
  private void done() {
    if (entered) {
      entered = false;
      if (listed) {
        reception.inFlight().leave(this);
      }
      reception.connections().waits(request.connection());
    }
  }

  /** Answers, unless that was done; the caller may have gone meanwhile. */
  private void answer(Reply reply) {
    if (answered) {
      return;
    }
    answered = true;
    if (reply instanceof Reply.Ongoing ongoing) {
      done();
      ongoing.begin(request, reception, meter, startedNanos);
      return;
    }
    if (working) {
      working = false;
      reception.inFlight().endWork();
    }
    if (wholeBody) {
      done(); // Before the answer: with its end the next request of the connection may begin.
    }
    meter.record(reply.status(), System.nanoTime() - startedNanos);
    HttpServerResponse response = request.response();
    if (reply instanceof Reply.Events events) {
      reception.connections().tells(request);
      Answers.tell(events, request, response);
    } else if (!response.closed() && !response.ended()) {
      if (reception.isDraining()) {
        response.putHeader(HttpHeaders.CONNECTION, Headers.CLOSE);
      }
      Answers.send(reply, request, response);
    }
  }
}
