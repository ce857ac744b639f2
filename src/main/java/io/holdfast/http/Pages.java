package io.holdfast.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * The pages that people look at: the console and the API reference. Each file is held in memory, is
 * asked for again each time and then mostly found unchanged, so that nobody ever works with half of
 * an older page.
 *
 * <p>The headers let a page load what comes from here and nothing else, run no script and take no
 * style that stands in its own text, be framed by nobody, and tell nobody where a reader came from.
 *
 * <p>Safe from any thread.
 */
final class Pages {
  private static final Assets ASSETS = Assets.load();

  private static final String ALLOWED = "GET, HEAD";

  private static final List<String[]> PROTECTION =
      List.of(
          new String[] {
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
                + " frame-ancestors 'none'"
          },
          new String[] {"referrer-policy", "no-referrer"},
          new String[] {"x-frame-options", "DENY"},
          new String[] {"cross-origin-opener-policy", "same-origin"},
          new String[] {"cross-origin-resource-policy", "same-origin"},
          new String[] {
            "permissions-policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
          });

  private Pages() {}

  /**
   * Reads them all, if that was not done: some hundred milliseconds, on a thread that may block.
   */
  static int read() {
    return ASSETS.all().size();
  }

  /** What is answered to a request for a page or a part of one, or null if there is none such. */
  static Reply answer(HttpServerRequest request) {
    Asset asset = ASSETS.get(request.path());
    if (asset == null) {
      return null;
    }
    if (!request.method().equals(HttpMethod.GET) && !isHead(request)) {
      request.response().putHeader("allow", ALLOWED);
      return Problem.of(ProblemCode.METHOD_NOT_ALLOWED);
    }
    boolean gzip = takesGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
    boolean known = asset.isKnownTo(request.getHeader(HttpHeaders.IF_NONE_MATCH));
    return new Reply.File(asset, gzip && asset.gzipped() != null, known);
  }

  static void send(Reply.File file, HttpServerRequest request, HttpServerResponse response) {
    MultiMap headers = response.headers();
    headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
    headers.set(HttpHeaders.VARY, "accept-encoding");
    headers.set(HttpHeaders.ETAG, file.asset().etag(file.gzipped()));
    for (String[] header : PROTECTION) {
      headers.set(header[0], header[1]);
    }
    if (file.known()) {
      response.end();
      return;
    }
    headers.set(HttpHeaders.CONTENT_TYPE, file.asset().contentType());
    if (file.gzipped()) {
      headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    var body = file.gzipped() ? file.asset().gzipped() : file.asset().plain();
    if (isHead(request)) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
      response.end();
    } else {
      response.end(body);
    }
  }

  private static boolean isHead(HttpServerRequest request) {
    return request.method().equals(HttpMethod.HEAD);
  }

  private static boolean takesGzip(String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    for (String coding : acceptEncoding.split(",", -1)) {
      String[] parts = coding.strip().split(";", -1);
      if (parts[0].strip().equalsIgnoreCase("gzip")) {
        return parts.length < 2 || !parts[1].strip().matches("[qQ]=0(\\.0{0,3})?");
      }
    }
    return false;
  }
}
