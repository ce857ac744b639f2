package io.holdfast.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cookie that carries a session, and the proof that a request was meant by the page that holds
 * the session.
 *
 * <p>Over TLS, be it our own or that of a proxy which says so, the cookie's name begins with {@code
 * __Host-}: browsers then take it from this host alone, by TLS alone, and no neighbouring host can
 * plant one. A request is only believed the cookie of its own kind.
 *
 * <p>The CSRF token is an HMAC under the session's own token: nothing more need be kept, and
 * whoever does not know the one cannot make the other.
 */
final class SessionCookies {
  private static final String NAME = "holdfast_session";
  private static final String NAME_OVER_TLS = "__Host-" + NAME;
  private static final int TOKEN_LENGTH = 43;
  private static final String HMAC = "HmacSHA256";
  private static final byte[] PURPOSE = "csrf".getBytes(StandardCharsets.US_ASCII);

  private SessionCookies() {}

  /** The token of the session that a request without any Authorization header carries, or null. */
  static String token(HttpServerRequest request) {
    if (request.getHeader(HttpHeaders.AUTHORIZATION) != null
        || request.getHeader(HttpHeaders.COOKIE) == null) {
      return null;
    }
    Cookie cookie = request.getCookie(isOverTls(request) ? NAME_OVER_TLS : NAME);
    return cookie != null && cookie.getValue().length() == TOKEN_LENGTH ? cookie.getValue() : null;
  }

  /** The Set-Cookie header that keeps a token for so many seconds; 0 forgets it. */
  static String keep(HttpServerRequest request, String token, int seconds) {
    boolean overTls = isOverTls(request);
    return (overTls ? NAME_OVER_TLS : NAME)
        + "="
        + token
        + "; Path=/; Max-Age="
        + seconds
        + "; HttpOnly; SameSite=Strict"
        + (overTls ? "; Secure" : "");
  }

  /** What a request that changes something must send along with the cookie. */
  static String csrfToken(String token) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), HMAC));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(PURPOSE));
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  /** Whether a request under this session only reads, or was meant by who holds the session. */
  static boolean isMeant(HttpServerRequest request, String token) {
    if (request.method().equals(HttpMethod.GET)) {
      return true;
    }
    String given = request.getHeader(Headers.CSRF_TOKEN);
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8),
            csrfToken(token).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isOverTls(HttpServerRequest request) {
    return request.isSSL() || "https".equalsIgnoreCase(request.getHeader(Headers.FORWARDED_PROTO));
  }
}
