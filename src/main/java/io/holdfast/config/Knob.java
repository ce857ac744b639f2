package io.holdfast.config;

import java.util.Locale;

/**
 * One thing that can be set.
 *
 * @param path its place in the file, such as {@code http.port}
 * @param allowed the values it takes, in words
 */
record Knob(String path, String allowed) {
  static final String PREFIX = "HOLDFAST_";

  /** Its name in the environment, such as {@code HOLDFAST_HTTP_PORT}. */
  String environmentName() {
    return PREFIX + path.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** The part of the file it stands in, such as {@code http}; empty at the top level. */
  String section() {
    int dot = path.indexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }
}
