package io.holdfast.http;

import io.holdfast.people.Permission;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * Something the API does.
 *
 * @param operationId its name in the OpenAPI document and in metrics; never changes
 * @param path with {@code :id} for an id and {@code :n} for a number
 * @param access who may
 * @param keyUse what it wants of the idempotency key
 * @param form of its body, or null if it takes none
 * @param bodyOptional whether no body at all stands for {@code {}}
 * @param parameters the query parameters it takes
 * @param uploads where a body goes that is taken piece by piece; null if it takes none such
 */
record Route(
    String operationId,
    HttpMethod method,
    String path,
    Access access,
    KeyUse keyUse,
    Form form,
    boolean bodyOptional,
    Set<Query.Parameter> parameters,
    Handler handler,
    Uploads uploads) {

  /**
   * Who may use a route.
   *
   * @param open whether no API key is needed
   * @param permissions any of which is enough; empty if every key may
   */
  record Access(boolean open, Set<Permission> permissions) {
    static final Access OPEN = new Access(true, Set.of());
    static final Access ANY_KEY = new Access(false, Set.of());

    /** Whoever takes payments. */
    static final Access SELL = anyOf(Permission.CHECKOUT, Permission.GATEWAY);

    /** Whoever has to know what is in a wallet. */
    static final Access LOOK =
        anyOf(Permission.CHECKOUT, Permission.GATEWAY, Permission.VIEW_REPORTS);

    static final Access ADMINISTER = anyOf(Permission.ADMIN);

    static Access anyOf(Permission... permissions) {
      return new Access(false, Set.of(permissions));
    }
  }

  /** What a route wants of the idempotency key. */
  enum KeyUse {
    /** Not looked at. */
    NONE,
    /** Must be well-formed if it is there. */
    OPTIONAL,
    REQUIRED
  }

  /** Does it. The future fails only where a part failed. */
  interface Handler {
    Future<Reply> handle(Endpoints endpoints, Call call);
  }

  /** Takes what is sent as a file, or null if account balances are switched off. */
  interface Uploads {
    Upload.Receiver receive(Endpoints endpoints, Call call);
  }

  Route(
      String operationId,
      HttpMethod method,
      String path,
      Access access,
      KeyUse keyUse,
      Form form,
      Handler handler) {
    this(operationId, method, path, access, keyUse, form, false, Set.of(), handler, null);
  }

  /** Something that takes a CSV file, of any size within {@link Upload#BYTES_MAX}. */
  static Route upload(
      String operationId,
      String path,
      Access access,
      Set<Query.Parameter> parameters,
      Uploads uploads) {
    return new Route(
        operationId,
        HttpMethod.POST,
        path,
        access,
        KeyUse.OPTIONAL,
        null,
        false,
        parameters,
        null,
        uploads);
  }

  /** Something that moves money, or state that stands for money: under a key only. */
  static Route move(String operationId, String path, Access access, Form form, Handler handler) {
    return new Route(operationId, HttpMethod.POST, path, access, KeyUse.REQUIRED, form, handler);
  }

  /** Something that makes a thing; under a key it makes it once. */
  static Route create(String operationId, String path, Access access, Form form, Handler handler) {
    return new Route(operationId, HttpMethod.POST, path, access, KeyUse.OPTIONAL, form, handler);
  }

  static Route get(
      String operationId,
      String path,
      Access access,
      Set<Query.Parameter> parameters,
      Handler handler) {
    return new Route(
        operationId,
        HttpMethod.GET,
        path,
        access,
        KeyUse.NONE,
        null,
        false,
        parameters,
        handler,
        null);
  }

  /** The number that stands in a path, 1 to 999,999,999; 0 for anything else. */
  static int number(String text) {
    boolean isNumber = text != null && text.matches("[1-9][0-9]{0,8}");
    return isNumber ? Integer.parseInt(text) : 0;
  }

  Route withOptionalBody() {
    return new Route(
        operationId, method, path, access, keyUse, form, true, parameters, handler, null);
  }
}
