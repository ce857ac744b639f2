package io.holdfast.events;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Sends one message to one URL, once. Bound to one event loop.
 *
 * <p>The host's name is looked up here, every address it has is judged, and the connection is made
 * to one that was judged: a name that leads elsewhere a moment later leads nowhere. Certificates
 * are held against the name. No redirect is followed, and of the answer nothing but its head
 * counts.
 */
final class Courier {
  static final int TIMEOUT_MILLIS = 15_000;

  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int CONNECTIONS_PER_HOST_MAX = 16;
  private static final int REQUESTS_WAITING_MAX = 256;
  private static final int IDLE_SECONDS = 30;

  /** What a receiver says beyond this is not waited for. */
  private static final int ANSWER_BYTES_MAX = 65_536;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final Targets targets;
  private final Names names;
  private final HttpClient client;

  Courier(Vertx vertx, Targets targets) {
    this.targets = targets;
    this.names = new Names(vertx);
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setVerifyHost(true)
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS),
            new PoolOptions()
                .setHttp1MaxSize(CONNECTIONS_PER_HOST_MAX)
                .setMaxWaitQueueSize(REQUESTS_WAITING_MAX));
  }

  /** Sends; the future never fails. */
  Future<Attempt> send(String url, Map<String, String> headers, Buffer body) {
    long from = System.nanoTime();
    Promise<HttpClientRequest> sending = Promise.promise();
    return post(url, headers, body, sending)
        .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .map(
            response ->
                new Attempt(response.statusCode(), null, retryAfterMillis(response), since(from)))
        .otherwise(failure -> Attempt.failed(inAFewWords(failure), since(from)))
        .onComplete(
            attempt -> {
              if (attempt.result().error() != null) {
                sending.future().onSuccess(HttpClientRequest::reset);
              }
            });
  }

  void close() {
    client.close();
    names.close();
  }

  private Future<HttpClientResponse> post(
      String url, Map<String, String> headers, Buffer body, Promise<HttpClientRequest> sending) {
    String fault = targets.fault(url);
    if (fault != null) {
      return Future.failedFuture(VertxException.noStackTrace("the URL " + fault));
    }
    URI uri = URI.create(url);
    return names
        .addresses(uri.getHost())
        .compose(addresses -> request(uri, judged(addresses)))
        .compose(
            request -> {
              sending.complete(request);
              headers.forEach(request::putHeader);
              return request.send(body);
            })
        .onSuccess(Courier::skipBody);
  }

  /** One of the addresses, if all of them may be sent to. */
  private InetAddress judged(List<InetAddress> addresses) {
    if (!addresses.stream().allMatch(targets::allows)) {
      throw VertxException.noStackTrace("the host has an address that is not allowed");
    }
    return addresses.get(0);
  }

  private Future<HttpClientRequest> request(URI uri, InetAddress address) {
    boolean tls = uri.getScheme().equalsIgnoreCase("https");
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
    return client.request(
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
            .setHost(uri.getHost())
            .setPort(port)
            .setSsl(tls)
            .setURI(path + query)
            .setFollowRedirects(false)
            .setConnectTimeout(CONNECT_TIMEOUT_MILLIS));
  }

  private static void skipBody(HttpClientResponse response) {
    int[] seen = {0};
    response.exceptionHandler(broken -> {});
    response.handler(
        piece -> {
          seen[0] += piece.length();
          if (seen[0] > ANSWER_BYTES_MAX) {
            response.request().connection().close();
          }
        });
  }

  private static long retryAfterMillis(HttpClientResponse response) {
    int status = response.statusCode();
    String after = response.getHeader("retry-after");
    boolean asked = status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    // As a number of seconds; a date would be by a clock that is not ours.
    return asked && after != null && after.matches("[0-9]{1,9}")
        ? TimeUnit.SECONDS.toMillis(Long.parseLong(after))
        : 0;
  }

  private static int since(long from) {
    return (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
  }

  /** For the log that the receiver's people see: what it was, without what is inside here. */
  private static String inAFewWords(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "no answer in time";
    }
    if (failure instanceof UnknownHostException) {
      return "the host has no address";
    }
    if (failure instanceof SSLException || failure.getCause() instanceof SSLException) {
      return "no trusted connection";
    }
    if (failure instanceof ConnectException) {
      return "no connection";
    }
    return failure instanceof VertxException && failure.getMessage() != null
        ? failure.getMessage()
        : "the connection broke";
  }
}
