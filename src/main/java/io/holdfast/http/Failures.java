package io.holdfast.http;

import io.holdfast.ledger.Reads;
import io.holdfast.operation.Fault;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered, and logged, where a future failed. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /**
   * The problem that a failure is to the caller.
   *
   * @param otherwise what is known of the outcome where the failure does not say
   */
  static Problem problem(Throwable failure, HttpServerRequest request, Fault.Outcome otherwise) {
    if (failure instanceof Fault fault) {
      LOG.debug("{} of {} failed", request.method(), request.path(), fault);
      return Problem.unavailable(fault.outcome());
    } else if (failure instanceof Reads.IllegalCursor) {
      String parameter = request.getParam("after") == null ? "cursor" : "after";
      return Problem.invalid(List.of(InputFault.inQuery(parameter, "is not of this list")));
    }
    LOG.error("{} of {} failed", request.method(), request.path(), failure);
    return Problem.unavailable(otherwise);
  }
}
