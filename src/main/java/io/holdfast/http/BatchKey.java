package io.holdfast.http;

import io.holdfast.people.ApiKey;
import io.holdfast.people.Business;
import io.holdfast.people.Directory;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Whose batch it is, as long as it takes: a key may be revoked meanwhile, or its permissions
 * change, and settings of the business. Confined to one event loop.
 */
final class BatchKey {
  /** How long what was seen counts as so: less than what revoking a key may take. */
  private static final long SEEN_NANOS = 1_000_000_000L;

  private final Directory directory;
  private final String secret;
  private final String sessionToken;
  private ApiKey key;
  private boolean gone;
  private long seenNanos = System.nanoTime();

  /**
   * @param call the request, which was let in
   */
  BatchKey(Directory directory, HttpServerRequest request, Call call) {
    this.directory = directory;
    this.secret = Headers.bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
    this.sessionToken = call.sessionToken();
    this.key = call.key();
  }

  /** As it is now, or was when it was valid. */
  ApiKey key() {
    refresh();
    return key;
  }

  Business business() {
    return directory.business(key.business());
  }

  /** Whether it opens nothing any more. */
  boolean isGone() {
    refresh();
    return gone;
  }

  private void refresh() {
    long now = System.nanoTime();
    if (now - seenNanos > SEEN_NANOS) {
      seenNanos = now;
      Optional<ApiKey> known =
          sessionToken == null ? directory.key(secret) : directory.signedIn(sessionToken);
      gone = known.isEmpty();
      key = known.orElse(key);
    }
  }
}
