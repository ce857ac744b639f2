package io.holdfast.api;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * A member of staff who is signed in.
 *
 * @param cookie as a browser sends it back
 * @param session what signing in was answered
 * @param client sends the cookie and the CSRF token with each request
 */
public record SignedIn(String cookie, JsonObject session, Client client) {
  public static SignedIn as(TestService service, String email, String password) {
    return of(service, service.client(null).post("/v1/session", null, body(email, password)));
  }

  public static SignedIn of(TestService service, Reply reply) {
    JsonObject session = reply.json(201);
    String cookie = reply.header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    return new SignedIn(cookie, session, client(service, cookie, session.getString("csrf_token")));
  }

  public static JsonObject body(String email, String password) {
    return new JsonObject().put("email", email).put("password", password);
  }

  /** A client with this cookie and, unless null, this CSRF token. */
  public static Client client(TestService service, String cookie, String csrfToken) {
    Map<String, String> identity = new HashMap<>();
    identity.put("Cookie", cookie);
    if (csrfToken != null) {
      identity.put("X-CSRF-Token", csrfToken);
    }
    return new Client(service.apiPort(), identity);
  }
}
