package io.holdfast.http;

import io.holdfast.operation.Fault;
import io.holdfast.people.ApiKey;
import io.holdfast.people.Directory;
import io.holdfast.vitals.Pulse;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** How this instance is, second by second. */
final class LiveEndpoints {
  private static final int RETRY_AFTER_SECONDS = 10;

  private static final Problem SHARE_IN_USE =
      Problem.of(ProblemCode.RATE_LIMITED, "As many of this business are watching as may.")
          .retryAfter(RETRY_AFTER_SECONDS);
  private static final Problem ALL_IN_USE =
      Problem.unavailable(Fault.Outcome.NOT_APPLIED).retryAfter(RETRY_AFTER_SECONDS);

  private final Pulse pulse;
  private final Directory directory;
  private final Documents documents;

  LiveEndpoints(Services services, Documents documents) {
    this.pulse = services.pulse();
    this.directory = services.directory();
    this.documents = documents;
  }

  Future<Reply> watch(Call call) {
    int business = call.business().number();
    return Submissions.reply(
        switch (pulse.admit(business)) {
          case TAKEN ->
              new Reply.Events(
                  new VitalsStream(
                      pulse,
                      new VitalsDocuments(pulse, directory, documents),
                      business,
                      this::mayWatch));
          case ALL_TAKEN -> ALL_IN_USE;
          case BUSINESS_HAS_ITS_SHARE -> SHARE_IN_USE;
        });
  }

  /** Keys are revoked and members sign out, also while they watch. */
  private boolean mayWatch(HttpServerRequest request) {
    String secret = Headers.bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
    String token = secret == null ? SessionCookies.token(request) : null;
    Optional<ApiKey> known = Optional.empty();
    if (secret != null) {
      known = directory.key(secret);
    } else if (token != null) {
      known = directory.signedIn(token);
    }
    return known.isPresent() && known.get().hasAny(Route.Access.ADMINISTER.permissions());
  }
}
