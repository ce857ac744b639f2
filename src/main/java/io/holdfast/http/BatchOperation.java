package io.holdfast.http;

import java.util.ArrayList;
import java.util.List;

/** What an operation of a batch may be: the same as a request to a route of its own. */
@SuppressWarnings("ImmutableEnumChecker") // nothing changes what its members refer to
enum BatchOperation {
  DEBIT("debit", "createDebit", false),
  CREDIT("credit", "createCredit", false),
  AUTHORIZE("authorize", "createAuthorization", false),
  CAPTURE("capture", "captureAuthorization", true),
  VOID("void", "voidAuthorization", true);

  private static final BatchOperation[] ALL = values();

  private final String wire;
  private final Route route;
  private final Form form;

  BatchOperation(String wire, String operationId, boolean onAuthorization) {
    this.wire = wire;
    this.route = route(operationId);
    this.form = form(route.form(), onAuthorization);
  }

  /** The route of which it is a request. */
  Route route() {
    return route;
  }

  /** The fields of that route's body, and what the request would say elsewhere. */
  Form form() {
    return form;
  }

  /** Null if there is none of this name. */
  static BatchOperation named(String wire) {
    for (BatchOperation each : ALL) {
      if (each.wire.equals(wire)) {
        return each;
      }
    }
    return null;
  }

  private static Route route(String operationId) {
    return Routes.table().stream()
        .filter(route -> route.operationId().equals(operationId))
        .findFirst()
        .orElseThrow();
  }

  /** The key is not among what is required here: that it is missing is a fault of its own. */
  private static Form form(Form body, boolean onAuthorization) {
    List<Field> fields = new ArrayList<>(List.of(Field.OPERATION, Field.IDEMPOTENCY_KEY));
    long required = 0b01;
    if (onAuthorization) {
      fields.add(Field.AUTHORIZATION_ID);
      required |= 0b100;
    }
    for (int i = 0; i < body.size(); i++) {
      if (body.requires(i)) {
        required |= 1L << fields.size();
      }
      fields.add(body.field(i));
    }
    return new Form(fields, required);
  }
}
