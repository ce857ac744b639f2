package io.holdfast.benchmarks.load;

import java.net.URI;

/**
 * Where requests are sent, and the API key sent with them.
 *
 * @param prefix of every path, such as {@code /16}; empty for most
 */
public record Target(String host, int port, String prefix, String apiKey) {
  private static final int HTTP_PORT = 80;

  /** On this machine. */
  public static Target local(int port, String prefix, String apiKey) {
    return new Target("127.0.0.1", port, prefix, apiKey);
  }

  /**
   * Of the form {@code http://host:port/prefix}.
   *
   * @throws IllegalArgumentException for any other; TLS is for something in front to speak
   */
  public static Target of(String url, String apiKey) {
    URI uri = URI.create(url);
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("the load driver speaks plain http only, not " + url);
    }
    int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
    String path = uri.getPath() == null ? "" : uri.getPath();
    String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return new Target(uri.getHost(), port, prefix, apiKey);
  }

  /** The same with another prefix. */
  public Target under(String newPrefix) {
    return new Target(host, port, newPrefix, apiKey);
  }
}
