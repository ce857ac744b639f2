package io.holdfast.config;

/** Shows values without what must not stand in a log. */
final class Secrets {
  private static final String MASK = "***";

  private Secrets() {}

  /** A secret as a whole. */
  static String hidden(String secret) {
    return secret.isEmpty() ? "" : MASK;
  }

  /** A well-formed URI without its password, in the authority or in the query. */
  static String inUri(String uri) {
    return uri.replaceFirst("://([^:@/]*):[^@/]*@", "://$1:" + MASK + "@")
        .replaceAll("([?&]password=)[^&]*", "$1" + MASK);
  }

  /** What is no well-formed URI may hold a password anywhere before its last "@", or after "?". */
  static String inBrokenUri(String text) {
    int at = text.lastIndexOf('@');
    String rest = at < 0 ? text : MASK + text.substring(at);
    int query = rest.indexOf('?');
    return query < 0 ? rest : rest.substring(0, query + 1) + MASK;
  }
}
