package io.holdfast.config;

import java.util.regex.Pattern;

/** The forms that text values have to have. */
enum Form {
  HOST("[A-Za-z0-9._:%-]{1,255}", "a host name or an address"),
  KEY("[!-~]{1,255}", "1 to 255 visible ASCII characters"),
  POSTGRES_URI(
      "postgres(ql)?" + Authority.PATTERN + "/[^/?\\s]+(\\?\\S*)?",
      "postgresql://user:password@host:port/database"),
  REDIS_URI(
      "rediss?" + Authority.PATTERN + "(/[0-9]*)?(\\?\\S*)?",
      "redis://host:port[/db], or several of a cluster with commas between");

  private final Pattern pattern;
  private final String allowed;

  Form(String pattern, String allowed) {
    this.pattern = Pattern.compile(pattern);
    this.allowed = allowed;
  }

  boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  /** The form in words. */
  String allowed() {
    return allowed;
  }

  /** Not java.net.URI, which knows no host with an underscore, as containers have them. */
  private static final class Authority {
    static final String PATTERN =
        "://([^@/\\s]*@)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?";
  }
}
