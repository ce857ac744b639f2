package io.holdfast.http;

import io.vertx.core.http.HttpHeaders;

/** Names and values of headers, encoded once. */
final class Headers {
  static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  static final CharSequence NDJSON = HttpHeaders.createOptimized("application/x-ndjson");
  static final CharSequence CSV = HttpHeaders.createOptimized("text/csv; charset=utf-8");
  static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized("application/problem+json");
  static final CharSequence HTML = HttpHeaders.createOptimized("text/html; charset=utf-8");
  static final CharSequence CSS = HttpHeaders.createOptimized("text/css; charset=utf-8");
  static final CharSequence JAVASCRIPT =
      HttpHeaders.createOptimized("text/javascript; charset=utf-8");
  static final CharSequence SVG = HttpHeaders.createOptimized("image/svg+xml");
  static final CharSequence EVENT_STREAM = HttpHeaders.createOptimized("text/event-stream");
  static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  static final CharSequence TRUE = HttpHeaders.createOptimized("true");
  static final CharSequence BEARER = HttpHeaders.createOptimized("Bearer");
  static final CharSequence CLOSE = HttpHeaders.createOptimized("close");

  static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  static final CharSequence CONTENT_DISPOSITION =
      HttpHeaders.createOptimized("content-disposition");
  static final CharSequence IDEMPOTENCY_KEY = HttpHeaders.createOptimized("idempotency-key");
  static final CharSequence REQUEST_TIMEOUT_MS = HttpHeaders.createOptimized("request-timeout-ms");
  static final CharSequence CSRF_TOKEN = HttpHeaders.createOptimized("x-csrf-token");
  static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("x-forwarded-proto");
  static final CharSequence AUTHENTICATE = HttpHeaders.createOptimized("www-authenticate");
  static final CharSequence REPLAYED = HttpHeaders.createOptimized("idempotent-replayed");
  static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  static final CharSequence LAST_EVENT_ID = HttpHeaders.createOptimized("last-event-id");
  static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");

  private static final String JSON_TYPE = "application/json";
  private static final String CSV_TYPE = "text/csv";
  private static final String NDJSON_TYPE = "application/x-ndjson";
  private static final String BEARER_PREFIX = "bearer ";

  private Headers() {}

  /** Whether a content type is JSON in UTF-8. */
  static boolean isJson(String contentType) {
    if (contentType == null) {
      return false;
    }
    if (contentType.equals(JSON_TYPE)) {
      return true;
    }
    return is(JSON_TYPE, contentType);
  }

  /** Whether a content type is a JSON text a line, in UTF-8. */
  static boolean isNdjson(String contentType) {
    return contentType != null && is(NDJSON_TYPE, contentType);
  }

  /** Whether a content type is CSV in UTF-8. */
  static boolean isCsv(String contentType) {
    return contentType != null && is(CSV_TYPE, contentType);
  }

  /** Whether a body comes as it is: nothing here unpacks one. */
  static boolean isPlain(String contentEncoding) {
    return contentEncoding == null || contentEncoding.strip().equalsIgnoreCase("identity");
  }

  private static boolean is(String wanted, String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    String rest = end < 0 ? "" : contentType.substring(end + 1).strip();
    return type.strip().equalsIgnoreCase(wanted)
        && (rest.isEmpty()
            || rest.equalsIgnoreCase("charset=utf-8")
            || rest.equalsIgnoreCase("charset=\"utf-8\""));
  }

  /** The secret in an Authorization header, or null if there is none. */
  static String bearer(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER_PREFIX, 0, BEARER_PREFIX.length())) {
      return null;
    }
    String secret = authorization.substring(BEARER_PREFIX.length()).strip();
    return Texts.visibleAscii(secret, 255) ? secret : null;
  }
}
