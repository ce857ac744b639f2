package io.holdfast.http;

import io.holdfast.people.ApiKey;
import io.holdfast.people.Business;
import java.util.List;

/**
 * Reads the operations of a batch: each as if it were a request of its own. Confined to one event
 * loop.
 */
final class BatchReader {
  private static final Problem TOO_LARGE = Problem.of(ProblemCode.PAYLOAD_TOO_LARGE);
  private static final Form NAME_ONLY = Form.of(1, Field.OPERATION);

  private final String sessionToken;

  /**
   * @param sessionToken of who is signed in; null for a key
   */
  BatchReader(String sessionToken) {
    this.sessionToken = sessionToken;
  }

  /**
   * What an operation of a batch came to.
   *
   * @param call what it asks for, or null if it cannot be asked
   * @param problem then what is wrong with it
   * @param unreadable whether it is no JSON
   */
  record Read(BatchOperation operation, Call call, Problem problem, boolean unreadable) {
    private static Read wrong(Problem problem) {
      return new Read(null, null, problem, false);
    }

    private static Read wrong(Fields fields) {
      return new Read(null, null, Problem.invalid(fields.faults()), fields.isUnreadable());
    }
  }

  /**
   * Reads an operation.
   *
   * @param bytes null for too many
   * @param key of who asks, as it is now
   */
  Read read(byte[] bytes, ApiKey key, Business business) {
    if (bytes == null) {
      return Read.wrong(TOO_LARGE);
    }
    BatchOperation operation = BatchOperation.named(StrictReader.text(bytes, Field.OPERATION));
    if (operation == null) {
      return unnamed(bytes);
    }
    Route route = operation.route();
    Fields fields = StrictReader.read(operation.form(), bytes);
    if (fields.isUnreadable()) {
      return Read.wrong(fields);
    } else if (!key.hasAny(route.access().permissions())) {
      return Read.wrong(Problem.forbidden(route.access().permissions()));
    } else if (!fields.has(Field.IDEMPOTENCY_KEY) && !isRejected(fields)) {
      return Read.wrong(Problem.of(ProblemCode.IDEMPOTENCY_KEY_MISSING));
    } else if (!fields.faults().isEmpty()) {
      return Read.wrong(fields);
    }
    Call call =
        new Call(
            route,
            key,
            sessionToken,
            business,
            fields.uuid(Field.AUTHORIZATION_ID),
            0,
            fields,
            Query.NONE,
            fields.text(Field.IDEMPOTENCY_KEY),
            0);
    return new Read(operation, call, null, false);
  }

  /** Whether there is an idempotency key, of which something is wrong. */
  private static boolean isRejected(Fields fields) {
    return fields.faults().stream().anyMatch(fault -> fault.at().equals("/idempotency_key"));
  }

  /** Of what is none of the operations there are, no more can be said than that. */
  private static Read unnamed(byte[] bytes) {
    Fields fields = StrictReader.read(NAME_ONLY, bytes);
    List<InputFault> faults =
        fields.faults().stream()
            .filter(fault -> fault.at().isEmpty() || fault.at().equals("/op"))
            .toList();
    return new Read(null, null, Problem.invalid(faults), fields.isUnreadable());
  }
}
